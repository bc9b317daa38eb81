package pacts_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/internal/daemon"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

var target string

func TestMain(m *testing.M) { os.Exit(served(m)) }

func served(m *testing.M) int {
	process, err := daemon.Start(nil, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	target = process.Target
	code := m.Run()
	if err := process.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func connected(t *testing.T, target string, options ...pacts.Option) *pacts.Client {
	t.Helper()
	client, err := pacts.New(target, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func query(t *testing.T) *pacts.Query {
	return &pacts.Query{App: "shop", Environment: "test", Page: t.Name(), Element: "Saïve ✓"}
}

func css(value string) *pacts.Selector {
	return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: value}
}

func saved(t *testing.T, client *pacts.Client, query *pacts.Query) *pacts.Entry {
	t.Helper()
	request := &pactsv1.SaveSelectorRequest{Query: query, Selectors: []*pacts.Selector{css("#save"), css("#other")}}
	entry, err := client.Save(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func TestGet_ElementUnknown_IsAMissAndNoError(t *testing.T) {
	answer, err := connected(t, target).Get(t.Context(), pacts.GetRequest{Query: query(t)})
	if err != nil {
		t.Fatal(err)
	}
	if answer.Found != nil || answer.Miss.GetReason() != pactsv1.MissReason_MISS_REASON_UNKNOWN {
		t.Fatalf("got %v", answer)
	}
}

func TestGet_ElementSaved_AnswersItsSelectorsBestFirst(t *testing.T) {
	client := connected(t, target)
	entry := saved(t, client, query(t))
	answer, err := client.Get(t.Context(), pacts.GetRequest{Query: query(t)})
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.Found.GetSelectors(); len(got) != 2 || got[0].GetValue() != "#save" {
		t.Fatalf("got %v", got)
	}
	if answer.Miss != nil || answer.Found.GetVersion() != entry.GetVersion() || len(answer.Trail) == 0 {
		t.Fatalf("got %v", answer)
	}
}

func TestBatchGet_OneRequestWrong_FailsThatOneAlone(t *testing.T) {
	client := connected(t, target)
	saved(t, client, query(t))
	wrong := query(t)
	wrong.App = ""
	answers, err := client.BatchGet(t.Context(), pacts.GetRequest{Query: query(t)}, pacts.GetRequest{Query: wrong})
	if err != nil {
		t.Fatal(err)
	}
	var invalid *pacts.InvalidFieldError
	if answers[0].Answer.Found == nil || !errors.As(answers[1].Err, &invalid) {
		t.Fatalf("got %v", answers)
	}
	if !strings.HasSuffix(invalid.Field(), "app") || invalid.Problem() == "" {
		t.Fatalf("got %q, %q", invalid.Field(), invalid.Problem())
	}
}

func TestSave_OtherVersionStored_FailsWithBothVersions(t *testing.T) {
	client := connected(t, target)
	entry := saved(t, client, query(t))
	expected := entry.GetVersion() + 41
	_, err := client.Save(t.Context(), &pactsv1.SaveSelectorRequest{
		Query: query(t), Selectors: []*pacts.Selector{css("#new")}, ExpectedVersion: &expected,
	})
	var conflict *pacts.VersionConflictError
	if !errors.As(err, &conflict) || conflict.Expected() != expected || conflict.Current() != entry.GetVersion() {
		t.Fatalf("got %v", err)
	}
	var above *pacts.ConflictError
	if !errors.As(err, &above) || status.Code(err) != codes.Aborted {
		t.Fatalf("not what stands above it: %v", err)
	}
}

func TestReport_SuccessAndFailure_PromoteAndDemote(t *testing.T) {
	client := connected(t, target)
	entry := saved(t, client, query(t))
	good, err := client.ReportSucceeded(t.Context(), query(t), entry.GetVersion(), css("#save"))
	if err != nil || good.GetEffect() != pactsv1.ReportEffect_REPORT_EFFECT_PROMOTED {
		t.Fatalf("got %v, %v", good, err)
	}
	bad, err := client.ReportFailed(t.Context(), query(t), entry.GetVersion(), css("#save"), "the wrong button")
	if err != nil || bad.GetEffect() != pactsv1.ReportEffect_REPORT_EFFECT_DEMOTED {
		t.Fatalf("got %v, %v", bad, err)
	}
}

func TestEntries_MoreThanAPage_YieldsAllAndInvalidateDropsThem(t *testing.T) {
	client := connected(t, target)
	for i := range 5 {
		one := query(t)
		one.Element = fmt.Sprint("element ", i)
		saved(t, client, one)
	}
	count := 0
	request := &pactsv1.ListSelectorsRequest{App: "shop", Environment: "test", Page: t.Name(), PageSize: 2}
	for entry, err := range client.Entries(t.Context(), request) {
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(entry.GetQuery().GetElement(), "element ") {
			t.Fatalf("got %v", entry)
		}
		count++
	}
	dropped, err := client.Invalidate(t.Context(), &pactsv1.InvalidateSelectorsRequest{
		App: "shop", Environment: "test", Target: &pactsv1.InvalidateSelectorsRequest_Page{Page: t.Name()},
	})
	if err != nil || count != 5 || dropped != 5 {
		t.Fatalf("got %d entries, %d dropped, %v", count, dropped, err)
	}
}

func TestEntries_CallFails_YieldsTheErrorLast(t *testing.T) {
	client := connected(t, target)
	var failures []error
	for _, err := range client.Entries(t.Context(), &pactsv1.ListSelectorsRequest{PageSize: -1}) {
		failures = append(failures, err)
	}
	var invalid *pacts.InvalidFieldError
	if len(failures) != 1 || !errors.As(failures[0], &invalid) {
		t.Fatalf("got %v", failures)
	}
}

func TestFingerprintAndCompare_PagesDiffer_GiveTheDrift(t *testing.T) {
	client := connected(t, target)
	page := func(tag string) *pacts.PageContent {
		return pacts.HTMLContent("<main>" + strings.Repeat("<"+tag+" class=x>text</"+tag+">", 40) + "</main>")
	}
	printed, err := client.Fingerprint(t.Context(), page("p"))
	if err != nil || len(printed.GetFingerprint()) == 0 {
		t.Fatalf("got %v, %v", printed, err)
	}
	compared, err := client.Compare(t.Context(), &pactsv1.ComparePagesRequest{
		Old: pacts.PageEvidence(page("p")), New: pacts.PageEvidence(page("li")), MaxChanges: 5,
	})
	if err != nil || compared.GetDriftRatio() <= 0 {
		t.Fatalf("got %v, %v", compared, err)
	}
}

func TestScriptsAndStats_AreThoseOfTheDaemon(t *testing.T) {
	client := connected(t, target)
	scripts, err := client.Scripts(t.Context())
	if err != nil || len(scripts.Capture) < 1000 {
		t.Fatalf("got %v, %v", scripts, err)
	}
	stats, err := client.Stats(t.Context())
	if err != nil || stats.GetDaemonVersion() == "" {
		t.Fatalf("got %v, %v", stats, err)
	}
}

func TestHeals_NoneOfThatName_FailsWithItsName(t *testing.T) {
	client := connected(t, target)
	id := strings.Repeat("0", 32)
	calls := []func(*pacts.Heals) (*pacts.Heal, error){
		func(h *pacts.Heals) (*pacts.Heal, error) { return h.Get(t.Context(), id) },
		func(h *pacts.Heals) (*pacts.Heal, error) { return h.Approve(t.Context(), id, "looked at it") },
		func(h *pacts.Heals) (*pacts.Heal, error) { return h.Reject(t.Context(), id, "wrong") },
		func(h *pacts.Heals) (*pacts.Heal, error) { return h.Rollback(t.Context(), id, "wrong") },
	}
	for i, call := range calls {
		_, err := call(client.Heals)
		var missing *pacts.HealNotFoundError
		if !errors.As(err, &missing) || missing.HealID() != id {
			t.Errorf("call %d: got %v", i, err)
		}
	}
	for heal, err := range client.Heals.All(t.Context(), &pactsv1.ListHealsRequest{App: t.Name()}) {
		t.Errorf("got %v, %v", heal, err)
	}
}
