package pactschromedp_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

const redesigned = `<!doctype html><html lang=en><title>Shop</title><body><main><h1>Shop</h1>
<nav><a href="/a">Products</a> <a href="/b">Orders</a> <a href="/c">About us</a></nav>
<div><h2>Account</h2><div class=row><button class=primary onclick="said.textContent='saved'">Save</button></div></div>
<output id=said></output></main>`

// TestChild is a run of its own, which the tests below start: it heals one element, and fails when it is told to.
func TestChild(t *testing.T) {
	if os.Getenv("CHILD_URL") == "" {
		t.Skip("it is run by the others")
	}
	ctx, page := opened(t), pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, os.Getenv("CHILD_URL"))
	if err := page.Element("Save").Click(ctx); err != nil || said(t, ctx) != "saved" {
		t.Fatalf("got %v, %q", err, said(t, ctx))
	}
	if os.Getenv("CHILD_FAILS") != "" {
		t.Error("as it was told to")
	}
}

// ran starts a run of the child on a page, after its button was learnt on the page before, and returns what it wrote.
func ran(t *testing.T, before, after string, variables ...string) (output string, passed bool, entry *pacts.Entry) {
	t.Helper()
	shown := map[string]string{"/": before}
	ctx, url := opened(t), serve(t, shown)
	page := pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, url)
	teach(t, ctx, page, "Save", "#save")
	shown["/"] = after
	process := exec.Command(os.Args[0], "-test.run=^TestChild$", "-test.v")
	target := page.Session().Client().Target()
	process.Env = append(os.Environ(), append(variables, "CHILD_URL="+url+"/", "PACTS_TARGET="+target)...)
	written, err := process.CombinedOutput()
	for entry, err := range page.Session().Client().Entries(ctx, &pactsv1.ListSelectorsRequest{Page: url + "/"}) {
		if err != nil {
			t.Fatal(err)
		}
		return string(written), process.ProcessState.Success(), entry
	}
	t.Fatalf("nothing is stored, %v: %s", err, written)
	return "", false, nil
}

func TestRun_PassesWithAHeal_TellsItAndPromotes(t *testing.T) {
	summary := filepath.Join(t.TempDir(), "summary.json")
	output, passed, entry := ran(t, shop, redesigned, "PACTS_SUMMARY="+summary, "GITHUB_ACTIONS=true", "PACTS_MAX_HEALS=1")
	if !passed || entry.GetSuccesses() != 1 {
		t.Fatalf("passed %t, successes %d: %s", passed, entry.GetSuccesses(), output)
	}
	if !strings.Contains(output, "\n::warning title=PACTS healed an element::Save was found again: css=#save -> ") {
		t.Errorf("without an annotation: %s", output)
	}
	text, err := os.ReadFile(summary)
	if err != nil {
		t.Fatal(err)
	}
	sameKeys(t, text)
	var told struct {
		Passed, Failed int
		Heals          []struct {
			Element, Test string
			Old           struct{ Strategy, Value string }
		}
	}
	if err := json.Unmarshal(text, &told); err != nil {
		t.Fatal(err)
	}
	if told.Passed != 1 || told.Failed != 0 || len(told.Heals) != 1 || told.Heals[0].Old.Value != "#save" || told.Heals[0].Test != "TestChild" {
		t.Errorf("got %s", text)
	}
}

// sameKeys holds a summary to the form that all languages write.
func sameKeys(t *testing.T, text []byte) {
	t.Helper()
	type object struct{ Required []string }
	var form struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	var told struct{ Heals []map[string]any }
	var whole map[string]any
	schema, err := os.ReadFile("../../shared/summary.schema.json")
	if err := errors.Join(err, json.Unmarshal(schema, &form), json.Unmarshal(text, &told), json.Unmarshal(text, &whole)); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string]struct {
		required []string
		has      map[string]any
	}{
		"summary": {form.Required, whole}, "heal": {form.Defs["heal"].Required, told.Heals[0]},
		"selector": {form.Defs["selector"].Required, told.Heals[0]["new"].(map[string]any)},
	} {
		slices.Sort(pair.required)
		if has := slices.Sorted(maps.Keys(pair.has)); !slices.Equal(has, pair.required) {
			t.Errorf("%s: has %v, not %v", name, has, pair.required)
		}
	}
}

func TestRun_MoreHealsThanItMay_Fails(t *testing.T) {
	output, passed, _ := ran(t, shop, redesigned, "PACTS_MAX_HEALS=0")
	if passed || !strings.Contains(output, "1 elements were healed, and a run may have 0") {
		t.Fatalf("passed %t: %s", passed, output)
	}
}

func TestRun_HealingOff_FailsWithoutAHeal(t *testing.T) {
	output, passed, entry := ran(t, shop, redesigned, "PACTS_HEAL=off")
	if passed || !strings.Contains(output, "heal_refused") || entry.GetSelectors()[0].GetValue() != "#save" {
		t.Fatalf("passed %t: %s", passed, output)
	}
}

func TestRun_TestFails_ReportsWhatItUsedAsWrong(t *testing.T) {
	output, passed, entry := ran(t, shop, shop, "CHILD_FAILS=1")
	if passed || entry.GetFailures() != 1 {
		t.Fatalf("passed %t, failures %d: %s", passed, entry.GetFailures(), output)
	}
}
