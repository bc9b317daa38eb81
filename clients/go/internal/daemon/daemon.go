// Package daemon runs a PACTS daemon of one's own.
package daemon

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/pacts-dev/pacts/clients/go/internal/variables"
)

const (
	startWithin = 60 * time.Second
	// A daemon that hangs ends itself within 20 s, and its browsers with it; killed, it may leave them.
	stopWithin = 25 * time.Second
)

// Daemon is a running process.
type Daemon struct {
	// Target is where it listens.
	Target  string
	process *exec.Cmd
	input   io.Closer
}

// Command returns the program to run: PACTS_COMMAND, else "pacts" on the PATH.
func Command() string {
	return variables.Get(variables.Command)
}

func inherited() []string {
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(variables.OfCallers, name)
	})
}

// Start runs `pacts serve --ephemeral` with further arguments and variables, and waits until it listens. It keeps nothing,
// and ends with this process, however that ends.
func Start(arguments, environment []string) (*Daemon, error) {
	process := exec.Command(Command(), append([]string{"serve", "--ephemeral"}, arguments...)...)
	process.Env = append(inherited(), environment...)
	complaints := &bytes.Buffer{}
	process.Stderr = complaints
	if path := variables.Get(variables.DaemonLog); path != "" {
		log, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, fmt.Errorf("pacts: %s: %w", variables.DaemonLog, err)
		}
		process.Stderr = io.MultiWriter(complaints, log)
	}
	input, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("pacts: no daemon is configured in PACTS_TARGET, and none can be started (PACTS_COMMAND names the program): %w", err)
	}
	daemon := &Daemon{process: process, input: input}
	target, err := told(output)
	if err != nil {
		return nil, fmt.Errorf("%w: %w\n%s", err, daemon.Stop(), complaints)
	}
	daemon.Target = target
	return daemon, nil
}

// told reads where a daemon listens, from the one line that it writes.
func told(output io.Reader) (string, error) {
	type said struct {
		line string
		err  error
	}
	lines := make(chan said, 1)
	go func() {
		line, err := bufio.NewReader(output).ReadString('\n')
		lines <- said{line, err}
	}()
	select {
	case said := <-lines:
		var started struct{ Target string }
		if said.err != nil || json.Unmarshal([]byte(said.line), &started) != nil || started.Target == "" {
			return "", errors.New("pacts: the daemon ended before it listened")
		}
		return started.Target, nil
	case <-time.After(startWithin):
		return "", fmt.Errorf("pacts: the daemon did not listen within %s", startWithin)
	}
}

// Stop ends the process, and fails when it did not end well.
func (d *Daemon) Stop() error {
	if err := d.input.Close(); err != nil {
		return fmt.Errorf("pacts: the daemon cannot be told to stop: %w", err)
	}
	late := time.AfterFunc(stopWithin, func() { _ = d.process.Process.Kill() })
	defer late.Stop()
	return d.process.Wait()
}
