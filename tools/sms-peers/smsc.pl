#!/usr/bin/perl
# A message centre on 127.0.0.1 made of Net::SMPP (Debian: libnet-smpp-perl), so that our side of SMPP talks to a codec
# that is not ours. It says what happens in JSON lines on its output and is told what to do by JSON lines on its input:
#   {"do":"deliver","from":"86138…","hex":"…","coding":8,"esm":0}   {"do":"receipt","id":"1","stat":"DELIVRD"}
#   {"do":"status","status":88,"times":3}                             {"do":"drop"}
# It ends with its input. Usage: smsc.pl [port]
use strict;
use warnings;
use IO::Select;
use JSON::PP;
use Net::SMPP;

$| = 1;
$SIG{PIPE} = 'IGNORE';
my $json = JSON::PP->new->canonical;
my $centre = Net::SMPP->new_listen('127.0.0.1', port => $ARGV[0] // 0, smpp_version => 0x34, enquire_interval => 0)
  or die "cannot listen: $!";
my $waiting = IO::Select->new($centre, \*STDIN);
my ($receiver, $next_id, $status, $times, $input) = (undef, 1000, 0, 0, '');
my %source = (source_addr_ton => 1, source_addr_npi => 1, dest_addr_ton => 0, dest_addr_npi => 1,
  destination_addr => '10086', async => 1);

sub report { print $json->encode({@_}), "\n"; }

sub drop {
  my ($link) = @_;
  $waiting->remove($link);
  close $link;
  undef $receiver if defined $receiver && $receiver == $link;
  report(event => 'closed');
}

sub serve {
  my ($link) = @_;
  my $pdu = do { local $SIG{__WARN__} = sub { }; $link->read_pdu() } or return drop($link);
  my ($cmd, $seq) = ($pdu->{cmd}, $pdu->{seq});
  if ($cmd == Net::SMPP::CMD_bind_transceiver || $cmd == Net::SMPP::CMD_bind_transmitter || $cmd == Net::SMPP::CMD_bind_receiver) {
    my %answer = (Net::SMPP::CMD_bind_transceiver, 'bind_transceiver_resp', Net::SMPP::CMD_bind_transmitter,
      'bind_transmitter_resp', Net::SMPP::CMD_bind_receiver, 'bind_receiver_resp');
    my $method = $answer{$cmd};
    $receiver = $link if $cmd != Net::SMPP::CMD_bind_transmitter;
    $link->$method(seq => $seq, system_id => 'smsc.pl', status => $pdu->{password} eq 'secret' ? 0 : 0x0e);
    report(event => 'bind', as => $method, user => $pdu->{system_id}, version => $pdu->{interface_version});
  } elsif ($cmd == Net::SMPP::CMD_submit_sm) {
    my $refused = $times > 0 ? $status : 0;
    $times-- if $times > 0;
    my $id = sprintf '%x', $next_id++;
    report(event => 'submit', to => $pdu->{destination_addr}, hex => unpack('H*', $pdu->{short_message}), id => $id,
      payload => unpack('H*', $pdu->{message_payload} // ''), coding => $pdu->{data_coding}, esm => $pdu->{esm_class},
      registered => $pdu->{registered_delivery}, status => $refused);
    $link->submit_sm_resp(seq => $seq, status => $refused, message_id => $refused ? '' : $id);
  } elsif ($cmd == Net::SMPP::CMD_deliver_sm_resp) {
    report(event => 'answer', seq => $seq, status => $pdu->{status});
  } elsif ($cmd == Net::SMPP::CMD_enquire_link) {
    $link->enquire_link_resp(seq => $seq);
  } elsif ($cmd == Net::SMPP::CMD_unbind) {
    report(event => 'unbind');
    $link->unbind_resp(seq => $seq);
  } else {
    report(event => 'other', cmd => $cmd, status => $pdu->{status});
  }
}

sub obey {
  my ($order) = @_;
  my $do = $order->{do};
  if ($do eq 'status') {
    ($status, $times) = ($order->{status}, $order->{times});
  } elsif ($do eq 'drop') {
    drop($_) for grep { $_ != $centre && $_ != \*STDIN } $waiting->handles;
  } elsif (!defined $receiver) {
    report(event => 'no receiver');
  } elsif ($do eq 'deliver') {
    my $seq = $receiver->deliver_sm(%source, source_addr => $order->{from}, data_coding => $order->{coding} // 8,
      esm_class => $order->{esm} // 0, short_message => pack('H*', $order->{hex}));
    report(event => 'delivered', seq => $seq);
  } elsif ($do eq 'receipt') {
    # As many centres do: hexadecimal ids in answers, decimal ones in receipts.
    my $text = sprintf 'id:%010d sub:001 dlvrd:001 submit date:2611211000 done date:2611211001 stat:%s err:000 text:',
      hex $order->{id}, $order->{stat};
    my $seq = $receiver->deliver_sm(%source, source_addr => '8613800000001', esm_class => 4, short_message => $text);
    report(event => 'delivered', seq => $seq);
  } elsif ($do eq 'enquire') {
    $receiver->enquire_link(async => 1);
  }
}

report(event => 'listening', port => $centre->sockport);
while (1) {
  for my $ready ($waiting->can_read) {
    next if !defined fileno $ready;    # dropped by an order of the same round
    if ($ready == $centre) {
      my $link = $centre->accept or next;
      $waiting->add($link);
    } elsif (fileno($ready) == fileno(STDIN)) {
      sysread(STDIN, $input, 65536, length $input) or exit 0;
      obey($json->decode($1)) while $input =~ s/^([^\n]*)\n//;
    } else {
      serve($ready);
    }
  }
}
