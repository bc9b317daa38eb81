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
	lock         sync.Mutex
	Passed       int    `json:"passed"`
	Failed       int    `json:"failed"`
	Lookups      int    `json:"lookups"`
	Heals        []heal `json:"heals"`
	MaxHeals     *int   `json:"max_heals"`
	IsOverBudget bool   `json:"is_over_budget"`
}

type heal struct {
	Element string    `json:"element"`
	Page    string    `json:"page"`
	Old     *selector `json:"old"`
	New     *selector `json:"new"`
	Verdict *string   `json:"verdict"`
	HealID  string    `json:"heal_id"`
	Test    string    `json:"test"`
	File    string    `json:"file"`
	Line    int       `json:"line"`
}

type selector struct {
	Strategy   string `json:"strategy"`
	Value      string `json:"value"`
	Role       string `json:"role"`
	Attribute  string `json:"attribute"`
	Positional bool   `json:"positional"`
}

func selectorOf(of *pacts.Selector) *selector {
	if of == nil {
		return nil
	}
	strategy := strings.ToLower(strings.TrimPrefix(of.GetStrategy().String(), "SELECTOR_STRATEGY_"))
	return &selector{strategy, of.GetValue(), of.GetRole(), of.GetAttribute(), of.GetPositional()}
}

func verdictOf(verdict string) *string {
	if verdict == "" {
		return nil
	}
	verdict = strings.ToLower(verdict)
	return &verdict
}

// add takes what one test has looked up and healed, tells its heals, and fails when there are more than there may be.
func (s *summary) add(t testing.TB, session *pacts.Session, set *settings, where place) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	healed, before := session.Heals(), len(s.Heals)
	s.Lookups += session.Lookups()
	if s.Heals == nil {
		s.Heals = []heal{} // an empty list, not null
	}
	for _, one := range healed {
		s.Heals = append(s.Heals, heal{
			one.Element, one.Page, selectorOf(one.Old), selectorOf(one.New), verdictOf(one.Verdict), one.HealID,
			nameOf(t, set), where.file, where.line,
		})
	}
	if set.annotates {
		annotate(os.Stdout, s.Heals[before:])
	}
	if set.maxHeals != unbounded {
		s.MaxHeals = &set.maxHeals
		s.IsOverBudget = len(s.Heals) > set.maxHeals
	}
	isOver := s.IsOverBudget && len(healed) > 0
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
