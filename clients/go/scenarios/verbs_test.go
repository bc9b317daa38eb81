package scenarios

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
	"go.opentelemetry.io/otel/trace"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
)

// verbs are the steps; what one answers is what its `expect` is compared with.
var verbs = map[string]func(*runner, with) (any, error){
	"save": save, "get": get, "resolve": resolve, "verify": verify, "batch": batch, "stats": stats,
	"click":  acted(func(r *runner, e *pactschromedp.Element, _ with) error { return e.Click(r.ctx) }),
	"hover":  acted(func(r *runner, e *pactschromedp.Element, _ with) error { return e.Hover(r.ctx) }),
	"check":  acted(func(r *runner, e *pactschromedp.Element, _ with) error { return e.Check(r.ctx) }),
	"fill":   acted(func(r *runner, e *pactschromedp.Element, w with) error { return e.Fill(r.ctx, w.Text) }),
	"select": acted(func(r *runner, e *pactschromedp.Element, w with) error { return e.Select(r.ctx, w.Text) }),
	"read":   acted(read),
	"gone":   acted(gone),
	"hold": acted(func(r *runner, e *pactschromedp.Element, _ with) (err error) {
		r.held, err = e.Locate(r.ctx, pacts.ActionClick)
		return err
	}),
	"click_held": clickHeld,
	"passed":     func(r *runner, _ with) (any, error) { return nil, r.page.Session().Passed(r.ctx) },
	"failed":     func(r *runner, w with) (any, error) { return nil, r.page.Session().Failed(r.ctx, w.Why) },
	"end_visit":  func(r *runner, _ with) (any, error) { return nil, r.page.Tab().EndVisit(r.ctx) },
	"heals":      heals,
	"open":       open,
	"see":        see,
	"wrapped_click": func(r *runner, w with) (any, error) {
		return nil, pactschromedp.Click(r.ctx, r.wrap, chromedp.CSS(w.CSS))
	},
	"wrapped_fill": func(r *runner, w with) (any, error) {
		return nil, pactschromedp.Fill(r.ctx, r.wrap, chromedp.CSS(w.CSS), w.Text)
	},
	"in_trace": inTrace, "spans": spans, "run": run,
}

func acted(do func(*runner, *pactschromedp.Element, with) error) func(*runner, with) (any, error) {
	return func(r *runner, w with) (any, error) { return nil, do(r, r.page.Element(w.Element, chosen(w)...), w) }
}

func clickHeld(r *runner, _ with) (any, error) {
	err := r.held.Act(r.ctx, func(ctx context.Context, selector *pacts.Selector) error {
		return chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector.GetValue())))
	})
	var stale *pacts.StaleSelectorError
	if errors.As(err, &stale) && len(stale.Candidates) == 0 {
		return nil, errors.New("it names no candidates")
	}
	return nil, err
}

func chosen(w with) []pacts.ElementOption {
	return []pacts.ElementOption{pacts.Scope(w.Scope), pacts.Ordinal(w.Ordinal), pacts.Frame(w.Frame), pacts.Variant(w.Variant)}
}

func (r *runner) query(w with) (*pacts.Query, error) {
	return r.page.Tab().Query(r.ctx, w.Element, chosen(w)...)
}

func (r *runner) access() (*pacts.PageAccess, error) {
	page, err := r.page.Tab().Capture(r.ctx)
	return &pacts.PageAccess{Page: page}, err
}

func (s selector) message() *pacts.Selector {
	strategy := pactsv1.SelectorStrategy_value["SELECTOR_STRATEGY_"+strings.ToUpper(s.Strategy)]
	return &pacts.Selector{Strategy: pacts.Strategy(strategy), Value: s.Value, Role: s.Role, Attribute: s.Attribute}
}

func save(r *runner, w with) (any, error) {
	query, err := r.query(w)
	if err != nil {
		return nil, err
	}
	request := &pactsv1.SaveSelectorRequest{Query: query, NeverHeal: w.NeverHeal}
	for _, one := range w.Selectors {
		request.Selectors = append(request.Selectors, one.message())
	}
	if w.WithPage {
		access, err := r.access()
		if err != nil {
			return nil, err
		}
		request.Evidence = pacts.PageEvidence(access.GetPage())
	}
	_, err = r.client.Save(r.ctx, request)
	return nil, err
}

func get(r *runner, w with) (any, error) {
	query, err := r.query(w)
	if err != nil {
		return nil, err
	}
	request := pacts.GetRequest{Query: query}
	if w.WithPage {
		if request.Access, err = r.access(); err != nil {
			return nil, err
		}
	}
	return r.client.Get(r.ctx, request)
}

func resolve(r *runner, w with) (any, error) {
	query, err := r.query(w)
	if err != nil {
		return nil, err
	}
	access, err := r.access()
	if err != nil {
		return nil, err
	}
	request := &pactsv1.ResolveSelectorRequest{Query: query, Access: access}
	if w.Failed != nil {
		request.FailedSelector = w.Failed.message()
	}
	return r.client.Resolve(r.ctx, request)
}

func verify(r *runner, w with) (any, error) {
	query, err := r.query(w)
	if err != nil {
		return nil, err
	}
	access, err := r.access()
	if err != nil {
		return nil, err
	}
	return r.client.Verify(r.ctx, query, access)
}

func batch(r *runner, w with) (any, error) {
	requests := []pacts.GetRequest{}
	for _, element := range w.Elements {
		query, err := r.query(with{Element: element})
		if err != nil {
			return nil, err
		}
		requests = append(requests, pacts.GetRequest{Query: query})
	}
	return r.client.BatchGet(r.ctx, requests...)
}

func stats(r *runner, _ with) (any, error) {
	now, err := r.client.Stats(r.ctx)
	if err != nil {
		return nil, err
	}
	grown := map[string]int64{
		"lookups": now.GetLookups() - r.stats.GetLookups(), "misses": now.GetCacheMiss() - r.stats.GetCacheMiss(),
	}
	for source, hits := range now.GetHits() {
		grown["hits."+source] = hits - r.stats.GetHits()[source]
	}
	return grown, nil
}

// wholeRun is what a run has come to, how many steps it told of, and what the last failure says.
type wholeRun struct {
	ended   *pacts.RunEnded
	steps   int
	failure string
}

func run(r *runner, w with) (any, error) {
	made := &wholeRun{}
	ended, err := r.client.Runs.Run(r.ctx, &pactsv1.RunRequirementRequest{
		Requirement: &pacts.Requirement{Name: "scenario.md", Text: w.Requirement}, Planner: pacts.PlannerRules,
		App: r.app, BaseUrl: r.world.Site + "/shop/",
	}, func(event *pacts.RunEvent) {
		if step := event.GetStepEnded(); step != nil {
			made.steps, made.failure = made.steps+1, step.GetFailure().GetMessage()
		}
	})
	made.ended = ended
	return made, err
}

func read(r *runner, element *pactschromedp.Element, w with) error {
	text, err := element.Text(r.ctx)
	if err == nil && strings.TrimSpace(text) != w.Text {
		return fmt.Errorf("it says %q", text)
	}
	return err
}

func gone(r *runner, element *pactschromedp.Element, w with) error {
	is, err := element.Gone(r.ctx)
	if err == nil && is != w.Is {
		return fmt.Errorf("gone is %t", is)
	}
	return err
}

func heals(r *runner, _ with) (any, error) { return r.page.Session().Heals(), nil }

func open(r *runner, w with) (any, error) {
	return nil, chromedp.Do(r.ctx, chromedp.Navigate(r.world.Site+"/shop/"+w.Page))
}

func see(r *runner, w with) (any, error) {
	css, err := json.Marshal(w.CSS)
	if err != nil {
		return nil, err
	}
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		script := fmt.Sprintf("document.querySelector(%s)?.textContent ?? ''", css)
		text, err := chromedp.Run(r.ctx, chromedp.Evaluate[string](script))
		if err != nil || text == w.Text {
			return nil, err
		}
		if time.Since(start) > 5*time.Second {
			return nil, fmt.Errorf("%s says %q, not %q", w.CSS, text, w.Text)
		}
	}
}

func inTrace(r *runner, w with) (any, error) {
	id, err := trace.TraceIDFromHex(w.Trace)
	if err != nil {
		return nil, err
	}
	r.ctx = trace.ContextWithSpanContext(r.ctx, trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: id, SpanID: trace.SpanID{1}, TraceFlags: trace.FlagsSampled,
	}))
	return nil, nil
}

func spans(r *runner, w with) (any, error) {
	for start := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		response, err := http.Get(r.world.Spans + "/" + w.Trace)
		if err != nil {
			return nil, err
		}
		names := []string{}
		err = json.NewDecoder(response.Body).Decode(&names)
		_ = response.Body.Close()
		if err != nil {
			return nil, err
		}
		lacks := slices.ContainsFunc(w.Names, func(name string) bool { return !slices.Contains(names, name) })
		if !lacks {
			return nil, nil
		}
		if time.Since(start) > 10*time.Second {
			return nil, fmt.Errorf("the trace has %q", names)
		}
	}
}
