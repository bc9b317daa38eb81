// Package scenarios does what tests/scenarios says, and writes what came of it.
package scenarios

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const root = "../../.."

// world is where scenarios are done, as tests/scenarios/README.md says.
type world struct {
	Site    string
	Spans   string
	Browser struct {
		Executable string
		Arguments  []string
	}
	Daemons     map[string]struct{ Target, Token string }
	Environment string
	Results     string
	Scenarios   []scenario
}

type scenario struct {
	Name    string
	Feature string
	Daemon  string
	Options options
	Steps   []step
}

type options struct {
	TimeoutS      float64 `json:"timeout_s"`
	WaitS         float64 `json:"wait_s"`
	Token         string
	Protocol      string
	Heal          string
	NeverHeal     []string `json:"never_heal"`
	Interruptions map[string]string
}

type step struct {
	Do      string
	With    with
	Expect  json.RawMessage
	Error   *expectedError
	WithinS float64 `json:"within_s"`
}

// with has what any step takes.
type with struct {
	Element   string
	Scope     string
	Ordinal   uint32
	Frame     string
	Variant   map[string]string
	Selectors []selector
	Failed    *selector
	Elements  []string
	WithPage  bool `json:"with_page"`
	NeverHeal bool `json:"never_heal"`
	Text      string
	Is        bool
	Why       string
	Page      string
	CSS       string
	Trace     string
	Names     []string

	Requirement string
}

type selector struct{ Strategy, Value, Role, Attribute string }

type expectedError struct {
	Class        string
	Reason       string
	FailureClass string `json:"failure_class"`
	Metadata     map[string]string
	Says         string
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// started runs a world until the test ends.
func started(t *testing.T) *world {
	t.Helper()
	python, err := filepath.Abs(filepath.Join(root, ".venv", "bin", "python"))
	if err != nil {
		t.Fatal(err)
	}
	process := exec.Command(python, "-m", "tests.scenarios.world")
	process.Dir, process.Stderr = root, os.Stderr
	input, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	made := &world{}
	err = json.NewDecoder(output).Decode(made)
	t.Cleanup(func() {
		_ = input.Close()
		_, _ = io.Copy(io.Discard, output)
		if err := process.Wait(); err != nil {
			t.Errorf("the world: %v", err)
		}
	})
	if err != nil {
		t.Fatalf("the world: %v", err)
	}
	return made
}

// result is what became of one scenario.
type result struct {
	Status string `json:"status"`
	Why    string `json:"why,omitempty"`
}

func write(t *testing.T, folder string, results map[string]result) {
	text, err := json.MarshalIndent(map[string]any{
		"language": "go", "title": "Go", "page": "go/README.md", "runner": "chromedp", "scenarios": results,
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "go.json"), append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// plain is the name of an enum's value as scenarios have it.
func plain(value interface{ String() string }, prefix string) string {
	return strings.ToLower(strings.TrimPrefix(value.String(), prefix))
}
