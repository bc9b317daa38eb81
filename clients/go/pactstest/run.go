package pactstest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// run is what all tests of this process have come to.
var run summary

type summary struct {
	lock   sync.Mutex
	Passed int    `json:"passed"`
	Failed int    `json:"failed"`
	Heals  []heal `json:"heals"`
}

type heal struct {
	Element string    `json:"element"`
	Page    string    `json:"page"`
	Old     *selector `json:"old"`
	New     *selector `json:"new"`
	Verdict string    `json:"verdict,omitempty"`
	HealID  string    `json:"heal_id"`
	Test    string    `json:"test"`
}

type selector struct {
	Strategy string `json:"strategy"`
	Value    string `json:"value"`
}

func selectorOf(of *pacts.Selector) *selector {
	if of == nil {
		return nil
	}
	strategy := strings.ToLower(strings.TrimPrefix(of.GetStrategy().String(), "SELECTOR_STRATEGY_"))
	return &selector{Strategy: strategy, Value: of.GetValue()}
}

// add takes the heals of one test, tells them, and fails when there are more than there may be.
func (s *summary) add(t testing.TB, healed []pacts.Healed, set *settings) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	before := len(s.Heals)
	for _, one := range healed {
		s.Heals = append(s.Heals, heal{
			one.Element, one.Page, selectorOf(one.Old), selectorOf(one.New), strings.ToLower(one.Verdict), one.HealID, t.Name(),
		})
	}
	if set.annotates {
		annotate(os.Stdout, s.Heals[before:])
	}
	isOver := set.maxHeals != unbounded && len(s.Heals) > set.maxHeals && len(healed) > 0
	if t.Failed() || isOver {
		s.Failed++
	} else if !t.Skipped() {
		s.Passed++
	}
	if err := s.write(set.summary); err != nil {
		return err
	}
	if isOver {
		return fmt.Errorf("pacts: %d elements were healed, and a run may have %d", len(s.Heals), set.maxHeals)
	}
	return nil
}

// write replaces the summary, which is whole after each test.
func (s *summary) write(path string) error {
	if path == "" {
		return nil
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(path), ".pacts-*")
	if err != nil {
		return fmt.Errorf("pacts: the summary: %w", err)
	}
	if _, err := fresh.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("pacts: the summary: %w", err)
	}
	if err := fresh.Close(); err != nil {
		return fmt.Errorf("pacts: the summary: %w", err)
	}
	return os.Rename(fresh.Name(), path)
}

var escapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

// annotate writes what GitHub shows beside a run.
func annotate(to *os.File, heals []heal) {
	for _, one := range heals {
		old := "what was known"
		if one.Old != nil {
			old = one.Old.Strategy + "=" + one.Old.Value
		}
		text := fmt.Sprintf("%s was found again: %s -> %s=%s", one.Element, old, one.New.Strategy, one.New.Value)
		fmt.Fprintf(to, "\n::warning title=PACTS healed an element::%s\n", escapes.Replace(text))
	}
}
