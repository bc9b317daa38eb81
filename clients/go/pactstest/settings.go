package pactstest

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/variables"
)

const (
	// unbounded stands for a run that may heal any number of elements.
	unbounded = -1
	// usual is where a daemon listens unless it is told otherwise.
	usual = "127.0.0.1:50551"
)

type settings struct {
	target, token, ca, certificate, key     string
	app, environment, summary, commit, test string

	tls, ephemeral, heal, frozen bool
	timeout, pageTimeout, wait   time.Duration
	maxHeals                     int
	annotates                    bool
}

// read takes the settings from the variables. The app is called as the folder of the tests is, unless told otherwise.
func read() (*settings, error) {
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	set := &settings{
		target: variables.Get(variables.Target), token: variables.Get(variables.Token),
		ca: variables.Get(variables.TLSCA), certificate: variables.Get(variables.TLSCertificate), key: variables.Get(variables.TLSKey),
		app:         cmp.Or(variables.Get(variables.App), filepath.Base(folder)),
		environment: variables.Get(variables.Environment),
		summary:     variables.Get(variables.Summary),
		commit:      variables.Get(variables.Commit),
		test:        variables.Get(variables.TestID),
		annotates:   os.Getenv("GITHUB_ACTIONS") == "true",
	}
	if set.maxHeals, err = count(variables.MaxHeals); err != nil {
		return nil, err
	}
	if set.heal, err = healing(variables.Heal); err != nil {
		return nil, err
	}
	for name, to := range map[string]*bool{variables.TLS: &set.tls, variables.Ephemeral: &set.ephemeral, variables.Frozen: &set.frozen} {
		if *to, err = flag(name); err != nil {
			return nil, err
		}
	}
	waits := map[string]*time.Duration{
		variables.TimeoutS: &set.timeout, variables.PageTimeoutS: &set.pageTimeout, variables.WaitS: &set.wait,
	}
	for name, to := range waits {
		if *to, err = seconds(name); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func flag(name string) (bool, error) {
	switch value := strings.ToLower(variables.Get(name)); value {
	case "", "0", "false", "no", "off":
		return false, nil
	case "1", "true", "yes", "on":
		return true, nil
	default:
		return false, fmt.Errorf("pacts: %s: must be true or false, not %q", name, value)
	}
}

func healing(name string) (bool, error) {
	switch value := variables.Get(name); value {
	case "auto", "off":
		return value == "auto", nil
	default:
		return false, fmt.Errorf("pacts: %s: must be auto or off, not %q", name, value)
	}
}

func count(name string) (int, error) {
	value := variables.Get(name)
	if value == "" {
		return unbounded, nil
	}
	read, err := strconv.Atoi(value)
	if err != nil || read < 0 {
		return 0, fmt.Errorf("pacts: %s: must be a number, 0 or more, not %q", name, value)
	}
	return read, nil
}

func seconds(name string) (time.Duration, error) {
	value := variables.Get(name)
	read, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(read) || math.IsInf(read, 0) || read <= 0 {
		return 0, fmt.Errorf("pacts: %s: must be a number of seconds above 0, not %q", name, value)
	}
	return time.Duration(read * float64(time.Second)), nil
}

// clientOptions are those for the daemon in PACTS_TARGET.
func (s *settings) clientOptions() []pacts.Option {
	options := s.deadlines()
	if s.token != "" {
		options = append(options, pacts.WithToken(s.token))
	}
	if s.tls || s.ca != "" || s.certificate != "" || s.key != "" {
		options = append(options, pacts.WithTLSFiles(s.ca, s.certificate, s.key))
	}
	return options
}

func (s *settings) deadlines() []pacts.Option {
	return []pacts.Option{pacts.WithTimeout(s.timeout), pacts.WithPageTimeout(s.pageTimeout)}
}

// commitOf returns the commit under test, as the build names it, else as git does; empty: not known.
func (s *settings) commitOf() string {
	commit := cmp.Or(s.commit, os.Getenv("GITHUB_SHA"), os.Getenv("CI_COMMIT_SHA"), os.Getenv("GIT_COMMIT"))
	if commit != "" {
		return commit
	}
	told, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		return "" // there is no git, or no repository
	}
	return strings.TrimSpace(string(told))
}
