// Package daemon runs a PACTS daemon of one's own.
package daemon

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	startWithin = 60 * time.Second
	stopWithin  = 10 * time.Second
)

// Daemon is a running process.
type Daemon struct {
	// Target is where it listens.
	Target  string
	process *exec.Cmd
	ended   chan error
}

// Command returns the program to run: PACTS_COMMAND, else "pacts" on the PATH.
func Command() string {
	if command := os.Getenv("PACTS_COMMAND"); command != "" {
		return command
	}
	return "pacts"
}

// ofClients are variables that tests read, which a daemon would refuse or take for its own.
var ofClients = map[string]bool{
	"PACTS_COMMAND": true, "PACTS_TARGET": true, "PACTS_TOKEN": true, "PACTS_APP": true, "PACTS_ENVIRONMENT": true,
	"PACTS_FROZEN": true, "PACTS_HEAL": true, "PACTS_MAX_HEALS": true, "PACTS_SUMMARY": true, "PACTS_BROWSER": true,
}

func inherited() []string {
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return ofClients[name]
	})
}

// Start runs `pacts serve` on free ports with further arguments and variables, and waits until it listens.
func Start(arguments, environment []string) (*Daemon, error) {
	arguments = append([]string{"serve", "--port", "0", "--management-port", "0"}, arguments...)
	process := exec.Command(Command(), arguments...)
	process.Env = append(inherited(), environment...)
	output, err := process.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("pacts: no daemon is configured in PACTS_TARGET, and none can be started: %w", err)
	}
	daemon := &Daemon{process: process, ended: make(chan error, 1)}
	lines := bufio.NewReader(output)
	listening := make(chan error, 1)
	go daemon.follow(lines, listening)
	select {
	case err = <-listening:
	case <-time.After(startWithin):
		err = fmt.Errorf("pacts: the daemon did not listen within %s", startWithin)
	}
	if err != nil {
		return nil, errors.Join(err, daemon.Stop())
	}
	return daemon, nil
}

// follow reads where the daemon listens from its first line, then all that it writes, so that it never waits for a reader.
func (d *Daemon) follow(lines *bufio.Reader, listening chan<- error) {
	line, err := lines.ReadString('\n')
	var started struct{ GRPC string }
	switch {
	case err != nil:
		listening <- errors.New("pacts: the daemon ended before it listened")
	case json.Unmarshal([]byte(line), &started) != nil || started.GRPC == "":
		rest, _ := io.ReadAll(io.LimitReader(lines, 4096))
		listening <- fmt.Errorf("pacts: the daemon does not listen: %s%s", line, rest)
	default:
		d.Target = started.GRPC
		listening <- nil
	}
	_, _ = io.Copy(io.Discard, lines)
	d.ended <- d.process.Wait()
}

// Stop ends the process, and fails when it did not end well.
func (d *Daemon) Stop() error {
	if err := d.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("pacts: the daemon cannot be stopped: %w", err)
	}
	select {
	case err := <-d.ended:
		return err
	case <-time.After(stopWithin):
		return errors.Join(fmt.Errorf("pacts: the daemon did not stop within %s", stopWithin), d.process.Process.Kill())
	}
}
