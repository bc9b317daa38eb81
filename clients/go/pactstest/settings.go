package pactstest

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// unbounded stands for a run that may heal any number of elements.
const unbounded = -1

type settings struct {
	target, token, app, environment, summary string

	heal, frozen bool
	maxHeals     int
	annotates    bool
}

// read takes the settings from the variables. The app is called as the folder of the tests is, unless told otherwise.
func read() (*settings, error) {
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	set := &settings{
		target:      os.Getenv("PACTS_TARGET"),
		token:       os.Getenv("PACTS_TOKEN"),
		app:         cmp.Or(os.Getenv("PACTS_APP"), filepath.Base(folder)),
		environment: cmp.Or(os.Getenv("PACTS_ENVIRONMENT"), "local"),
		summary:     os.Getenv("PACTS_SUMMARY"),
		maxHeals:    unbounded,
		annotates:   os.Getenv("GITHUB_ACTIONS") == "true",
	}
	if set.frozen, err = flag("PACTS_FROZEN"); err != nil {
		return nil, err
	}
	switch heal := cmp.Or(os.Getenv("PACTS_HEAL"), "auto"); heal {
	case "auto", "off":
		set.heal = heal == "auto"
	default:
		return nil, fmt.Errorf("pacts: PACTS_HEAL: must be auto or off, not %q", heal)
	}
	if most := os.Getenv("PACTS_MAX_HEALS"); most != "" {
		if set.maxHeals, err = strconv.Atoi(most); err != nil || set.maxHeals < 0 {
			return nil, fmt.Errorf("pacts: PACTS_MAX_HEALS: must be a number, 0 or more, not %q", most)
		}
	}
	return set, nil
}

func flag(name string) (bool, error) {
	switch value := strings.ToLower(os.Getenv(name)); value {
	case "", "0", "false", "no", "off":
		return false, nil
	case "1", "true", "yes", "on":
		return true, nil
	default:
		return false, fmt.Errorf("pacts: %s: must be true or false, not %q", name, value)
	}
}

func (s *settings) clientOptions() []pacts.Option {
	if s.token == "" {
		return nil
	}
	return []pacts.Option{pacts.WithToken(s.token)}
}
