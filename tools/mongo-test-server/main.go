// A small server for tests that speaks the MongoDB wire protocol: FerretDB v1 on SQLite, one command at a time.
//
//	mongo-test-server LISTEN FOLDER      for example: mongo-test-server 127.0.0.1:27077 /tmp/mongo-test
//
// FerretDB v1 reads a document, changes it and writes it back without a transaction, so two commands at once may lose
// one of two updates, which no MongoDB does. The gate in front of it (gate.go) lets one command through at a time.
// docs/mongodb.md says what else is different from a real server. Never use it for anything but tests.
package main

import (
	"context"
	"log"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: mongo-test-server LISTEN FOLDER")
	}
	listen, folder := os.Args[1], os.Args[2]
	if err := os.MkdirAll(folder, 0o700); err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	// Embedded, FerretDB sends no telemetry: its reporter is not even made.
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Handler:   "sqlite",
		SQLiteURL: "file:" + filepath.ToSlash(strings.TrimSuffix(folder, "/")) + "/",
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		log.Fatal(err)
	}
	inner, err := url.Parse(server.MongoDBURI())
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("mongodb://%s/", listener.Addr())
	go gate(listener, inner.Host)
	if err := server.Run(ctx); err != nil {
		log.Fatal(err)
	}
}
