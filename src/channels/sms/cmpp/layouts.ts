/** 2.0 (2002) and 3.0 (2004) differ in field lengths, so a link speaks one of them from its first answer on. */
export type CmppVersion = 2 | 3;

/** What a field holds. Numbers are in network order; texts are filled up with binary zeros at the right. */
interface Values {
  readonly uint: number;
  /** Eight octets. */
  readonly id: bigint;
  /** One character an octet; ends at the first zero. */
  readonly text: string;
  /** Exactly so many octets. */
  readonly octets: Buffer;
  /** A length octet, then so many octets. */
  readonly counted: Buffer;
  /** A count octet, then so many texts of the given length. */
  readonly list: readonly string[];
}

export interface Field {
  readonly name: string;
  readonly kind: keyof Values;
  /** Length by version, of one text in a `list`; 0 where the version has no such field. `counted`: 0 as well. */
  readonly octets: Readonly<Record<CmppVersion, number>>;
  /** Name of the octet before a `counted` or `list` field. */
  readonly countedBy?: string;
}

const field =
  <Kind extends keyof Values>(kind: Kind) =>
  <Name extends string>(name: Name, in2: number, in3 = in2) =>
    ({ name, kind, octets: { 2: in2, 3: in3 } }) as const;
const [uint, id, text, octets] = [field('uint'), field('id'), field('text'), field('octets')];
const counted = <Name extends string>(countedBy: string, name: Name) =>
  ({ ...field('counted')(name, 0), countedBy }) as const;
const list = <Name extends string>(countedBy: string, name: Name, in2: number, in3: number) =>
  ({ ...field('list')(name, in2, in3), countedBy }) as const;

const responseBit = 0x8000_0000;

/**
 * The commands between a service provider (SP) and a gateway (ISMG), field by field, by the names of the specification:
 * CMPP 2.0 §7.4, CMPP 3.0 "SP 与 ISMG 间的消息定义". Lengths were checked against the specification's text as quoted
 * in public implementations of both versions and against the CMPP 3.0 dissector of Wireshark.
 */
export const layouts = {
  connect: {
    id: 0x1,
    fields: [text('Source_Addr', 6), octets('AuthenticatorSource', 16), uint('Version', 1), uint('Timestamp', 4)],
  },
  connect_resp: {
    id: responseBit + 0x1,
    fields: [uint('Status', 1, 4), octets('AuthenticatorISMG', 16), uint('Version', 1)],
  },
  terminate: { id: 0x2, fields: [] },
  terminate_resp: { id: responseBit + 0x2, fields: [] },
  submit: {
    id: 0x4,
    fields: [
      id('Msg_Id', 8),
      uint('Pk_total', 1),
      uint('Pk_number', 1),
      uint('Registered_Delivery', 1),
      uint('Msg_level', 1),
      text('Service_Id', 10),
      uint('Fee_UserType', 1),
      text('Fee_terminal_Id', 21, 32),
      uint('Fee_terminal_type', 0, 1),
      uint('TP_pId', 1),
      uint('TP_udhi', 1),
      uint('Msg_Fmt', 1),
      text('Msg_src', 6),
      text('FeeType', 2),
      text('FeeCode', 6),
      text('ValId_Time', 17),
      text('At_Time', 17),
      text('Src_Id', 21),
      list('DestUsr_tl', 'Dest_terminal_Id', 21, 32),
      uint('Dest_terminal_type', 0, 1),
      counted('Msg_Length', 'Msg_Content'),
      text('Reserve', 8, 0),
      text('LinkID', 0, 20),
    ],
  },
  submit_resp: { id: responseBit + 0x4, fields: [id('Msg_Id', 8), uint('Result', 1, 4)] },
  deliver: {
    id: 0x5,
    fields: [
      id('Msg_Id', 8),
      text('Dest_Id', 21),
      text('Service_Id', 10),
      uint('TP_pid', 1),
      uint('TP_udhi', 1),
      uint('Msg_Fmt', 1),
      text('Src_terminal_Id', 21, 32),
      uint('Src_terminal_type', 0, 1),
      uint('Registered_Delivery', 1),
      counted('Msg_Length', 'Msg_Content'),
      text('Reserved', 8, 0),
      text('LinkID', 0, 20),
    ],
  },
  deliver_resp: { id: responseBit + 0x5, fields: [id('Msg_Id', 8), uint('Result', 1, 4)] },
  active_test: { id: 0x8, fields: [] },
  active_test_resp: { id: responseBit + 0x8, fields: [uint('Reserved', 1)] },
} as const satisfies Record<string, { readonly id: number; readonly fields: readonly Field[] }>;

/** What `Msg_Content` of a DELIVER holds when its `Registered_Delivery` is 1: 60 octets in 2.0, 71 in 3.0. */
export const reportFields = [
  id('Msg_Id', 8),
  text('Stat', 7),
  text('Submit_time', 10),
  text('Done_time', 10),
  text('Dest_terminal_Id', 21, 32),
  uint('SMSC_sequence', 4),
] as const satisfies readonly Field[];

export type CommandName = keyof typeof layouts;

/** Values by field name; those that only the other version has are empty. */
export type FieldValues<Fields extends readonly Field[]> = {
  readonly [F in Fields[number] as F['name']]: Values[F['kind']];
};
export type Body<Command extends CommandName> = FieldValues<(typeof layouts)[Command]['fields']>;
