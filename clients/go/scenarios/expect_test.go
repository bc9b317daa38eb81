package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// missing says what of an expected error another one does not have.
func (e *expectedError) missing(err error) error {
	if err == nil {
		return fmt.Errorf("it did not fail with %s", e.Class)
	}
	if !isA(err, e.Class) {
		return fmt.Errorf("it failed not with %s but with %T: %w", e.Class, err, err)
	}
	if !strings.Contains(err.Error(), e.Says) {
		return fmt.Errorf("it does not say %q: %w", e.Says, err)
	}
	var lost *pacts.ElementNotFoundError
	if errors.As(err, &lost) {
		got := missFields(lost.Miss)
		for key, want := range map[string]string{"reason": e.Reason, "failure_class": e.FailureClass} {
			if want != "" && got[key] != want {
				return fmt.Errorf("its %s is %v, not %s: %w", key, got[key], want, err)
			}
		}
	}
	var base *pacts.PactsError
	errors.As(err, &base)
	for key, want := range e.Metadata {
		if base == nil || base.Metadata[key] != want {
			return fmt.Errorf("its %s is not %q: %w", key, want, err)
		}
	}
	return nil
}

// isA says whether an error, or one above it in the tree, is of a class of the table.
func isA(err error, class string) bool {
	if err == nil {
		return false
	}
	if fmt.Sprintf("%T", err) == "*pacts."+class {
		return true
	}
	switch err := err.(type) {
	case interface{ Unwrap() error }:
		return isA(err.Unwrap(), class)
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(err.Unwrap(), func(one error) bool { return isA(one, class) })
	}
	return false
}

// missing says what of the expected an answer does not have; the rest of the answer does not matter.
func missing(expected json.RawMessage, got any) error {
	var want any
	if err := json.Unmarshal(expected, &want); err != nil {
		return err
	}
	return lacks("", want, fields(got))
}

func lacks(path string, want, got any) error {
	switch want := want.(type) {
	case map[string]any:
		has, _ := got.(map[string]any)
		for key, value := range want {
			if err := lacks(path+"."+key, value, has[key]); err != nil {
				return err
			}
		}
		if has == nil {
			return fmt.Errorf("%s: there is none", path)
		}
	case []any:
		has, _ := got.([]any)
		if isLoose(path) {
			return lacksSome(path, want, has)
		}
		if len(has) != len(want) {
			return fmt.Errorf("%s: there are %d, not %d", path, len(has), len(want))
		}
		for i := range want {
			if err := lacks(fmt.Sprintf("%s[%d]", path, i), want[i], has[i]); err != nil {
				return err
			}
		}
	default:
		if strings.HasSuffix(path, ".failure") && strings.Contains(fmt.Sprint(got), fmt.Sprint(want)) {
			return nil
		}
		if fmt.Sprint(want) != fmt.Sprint(got) {
			return fmt.Errorf("%s: is %v, not %v", path, got, want)
		}
	}
	return nil
}

// isLoose says whether a list may have more than is expected.
func isLoose(path string) bool {
	return strings.HasSuffix(path, ".nearest") || strings.HasSuffix(path, ".revealed_by")
}

func lacksSome(path string, want, has []any) error {
	for _, one := range want {
		isThere := func(other any) bool {
			if strings.HasSuffix(path, ".revealed_by") {
				return strings.Contains(fmt.Sprint(other), fmt.Sprint(one))
			}
			return one == other
		}
		if !slices.ContainsFunc(has, isThere) {
			return fmt.Errorf("%s: has no %v: %v", path, one, has)
		}
	}
	return nil
}

// fields is an answer in the words of scenarios.
func fields(got any) any {
	switch got := got.(type) {
	case *pacts.Answer:
		return answerFields(got.Found, got.Miss)
	case *pacts.Checked:
		if got.Miss != nil {
			return answerFields(nil, got.Miss)
		}
		return map[string]any{"verification": verificationFields(got.Verification)}
	case []pacts.BatchAnswer:
		all := []any{}
		for _, one := range got {
			if one.Err != nil {
				all = append(all, one.Err)
			} else {
				all = append(all, fields(one.Answer))
			}
		}
		return all
	case *wholeRun:
		return map[string]any{
			"verdict": plain(got.ended.GetVerdict(), "RUN_VERDICT_"), "steps": got.steps, "failure": got.failure,
		}
	case []pacts.Healed:
		all := []any{}
		for _, one := range got {
			all = append(all, map[string]any{"element": one.Element, "verdict": strings.ToLower(one.Verdict)})
		}
		return all
	case map[string]int64:
		all := map[string]any{}
		for key, value := range got {
			all[key] = value
		}
		for _, source := range []string{"client", "memory", "sqlite", "redis", "postgres"} {
			if _, told := all["hits."+source]; !told {
				all["hits."+source] = 0
			}
		}
		return all
	}
	return got
}

func answerFields(found *pacts.Found, miss *pacts.Miss) map[string]any {
	if miss != nil {
		return map[string]any{"miss": missFields(miss)}
	}
	first := found.GetSelectors()[0]
	return map[string]any{"found": map[string]any{
		"source": found.GetSource(), "verdict": plain(found.GetVerdict(), "ELEMENT_VERDICT_"),
		"drift_check": plain(found.GetDriftCheck(), "DRIFT_CHECK_"),
		"first": map[string]any{
			"strategy": plain(first.GetStrategy(), "SELECTOR_STRATEGY_"), "value": first.GetValue(),
			"role": first.GetRole(), "attribute": first.GetAttribute(),
		},
	}}
}

func missFields(miss *pacts.Miss) map[string]any {
	nearest, revealed := []any{}, []any{}
	for _, name := range miss.GetNearest() {
		nearest = append(nearest, name)
	}
	for _, one := range miss.GetHidden().GetRevealedBy() {
		revealed = append(revealed, one.GetBrief())
	}
	return map[string]any{
		"reason": plain(miss.GetReason(), "MISS_REASON_"), "failure_class": plain(miss.GetFailureClass(), "FAILURE_CLASS_"),
		"verdict": plain(miss.GetVerdict(), "ELEMENT_VERDICT_"), "nearest": nearest, "revealed_by": revealed,
	}
}

func verificationFields(of *pacts.Verification) map[string]any {
	made := map[string]any{
		"matches": of.GetMatches(), "failed": plain(of.GetFailed(), "GATE_POINT_"),
		"failure_class": plain(of.GetFailureClass(), "FAILURE_CLASS_"),
	}
	if of.IsSame != nil {
		made["is_same"] = of.GetIsSame()
	}
	return made
}
