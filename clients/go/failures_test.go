package pacts_test

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/daemon"
)

func TestNew_TargetOrTokenUnusable_SaysSo(t *testing.T) {
	cases := []struct {
		target string
		option pacts.Option
		want   string
	}{
		{"localhost", nil, "host:port"},
		{"localhost:99999", nil, "host:port"},
		{"daemon.example:50551", pacts.WithToken("secret"), "needs TLS"},
		{"localhost:50551", pacts.WithTimeout(-time.Second), "positive"},
		{"localhost:50551", pacts.WithTLSFiles("/does/not/exist", "", ""), "authorities"},
	}
	for _, c := range cases {
		options := []pacts.Option{}
		if c.option != nil {
			options = append(options, c.option)
		}
		if _, err := pacts.New(c.target, options...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.target, err)
		}
	}
}

func TestCall_NobodyListens_IsUnreachable(t *testing.T) {
	client := connected(t, "127.0.0.1:1")
	_, err := client.Stats(t.Context())
	var unreachable *pacts.DaemonUnreachableError
	var above *pacts.UnavailableError
	if !errors.As(err, &unreachable) || !errors.As(err, &above) {
		t.Fatalf("got %v", err)
	}
}

func TestCall_NoAnswerInTime_IsPastItsDeadline(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	client := connected(t, silent.Addr().String(), pacts.WithTimeout(200*time.Millisecond))
	start := time.Now()
	_, err = client.Stats(t.Context())
	var late *pacts.DeadlineExceededError
	if !errors.As(err, &late) || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Fatalf("got %v after %s", err, time.Since(start))
	}
}

func TestCall_DaemonDoesNotKnowIt_SaysThatItIsOlder(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	old := grpc.NewServer()
	go func() { _ = old.Serve(listener) }()
	defer old.Stop()
	_, err = connected(t, listener.Addr().String()).Stats(t.Context())
	var version *pacts.VersionError
	if !errors.As(err, &version) || !strings.Contains(err.Error(), "older than this client") {
		t.Fatalf("got %v", err)
	}
}

func TestToken_WrongOrMissing_IsDenied(t *testing.T) {
	process, err := daemon.Start(nil, []string{"PACTS_GRPC_TOKEN=right-token-right-token"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := process.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := connected(t, process.Target, pacts.WithToken("right-token-right-token")).Stats(t.Context()); err != nil {
		t.Errorf("the right token: %v", err)
	}
	for _, options := range [][]pacts.Option{{pacts.WithToken("wrong")}, nil} {
		_, err := connected(t, process.Target, options...).Stats(t.Context())
		var denied *pacts.AccessDeniedError
		if !errors.As(err, &denied) || denied.Field() != "authorization" {
			t.Errorf("got %v", err)
		}
	}
}

func TestTarget_UnixSocket_IsServed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "socket")
	process := exec.Command(daemon.Command(), "serve", "--unix-socket", path, "--data-dir", t.TempDir(), "--management-port", "0")
	process.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool { return strings.HasPrefix(pair, "PACTS_") })
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := errors.Join(process.Process.Signal(os.Interrupt), process.Wait()); err != nil {
			t.Error(err)
		}
	}()
	client := connected(t, "unix:"+path)
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		_, err := client.Stats(t.Context())
		if err == nil {
			return
		}
		if time.Since(start) > 30*time.Second {
			t.Fatal(err)
		}
	}
}
