package main

import (
	"encoding/binary"
	"errors"
	"io"
	"log"
	"net"
	"sync"
)

const (
	headerLength = 16
	mostBytes    = 48_000_000
	opMsg        = 2013
	// A message that says "more to come" gets no answer.
	moreToCome = 1 << 1
)

// gate passes messages between clients and the server, and never two commands at the same time.
func gate(listener net.Listener, server string) {
	var one sync.Mutex
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			if err := pass(client, server, &one); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
				log.Print(err)
			}
		}()
	}
}

func pass(client net.Conn, address string, one *sync.Mutex) error {
	defer client.Close()
	server, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer server.Close()
	for {
		command, err := message(client)
		if err != nil {
			return err
		}
		answer, err := exchange(server, command, one)
		if err != nil {
			return err
		}
		if _, err = client.Write(answer); err != nil {
			return err
		}
	}
}

func exchange(server net.Conn, command []byte, one *sync.Mutex) ([]byte, error) {
	one.Lock()
	defer one.Unlock()
	if _, err := server.Write(command); err != nil {
		return nil, err
	}
	isMsg := binary.LittleEndian.Uint32(command[12:]) == opMsg && len(command) >= headerLength+4
	if isMsg && binary.LittleEndian.Uint32(command[headerLength:])&moreToCome != 0 {
		return nil, nil
	}
	return message(server)
}

// message reads one whole message: its first four bytes are its length.
func message(from io.Reader) ([]byte, error) {
	header := make([]byte, headerLength)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(header)
	if length < headerLength || length > mostBytes {
		return nil, errors.New("not a message of the MongoDB wire protocol")
	}
	whole := make([]byte, length)
	copy(whole, header)
	_, err := io.ReadFull(from, whole[headerLength:])
	return whole, err
}
