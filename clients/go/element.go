package pacts

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"google.golang.org/grpc/codes"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// ElementOption says which of several elements of one name is meant.
type ElementOption func(*target)

// Scope names the part of the page that the element is in: "dialog", "row of Alice".
func Scope(scope string) ElementOption { return func(t *target) { t.scope = scope } }

// Ordinal says which of several it is, counted from 1.
func Ordinal(ordinal uint32) ElementOption { return func(t *target) { t.ordinal = ordinal } }

// Frame names the frame that it is in, by the frame's name or URL.
func Frame(frame string) ElementOption { return func(t *target) { t.frame = frame } }

// Variant says what makes another page of the same route, beside what the session says.
func Variant(variant map[string]string) ElementOption { return func(t *target) { t.variant = variant } }

// target is an element as a test names it, before it is known on which page.
type target struct {
	element, scope, frame string
	ordinal               uint32
	variant               map[string]string
}

func elementOf(element string, options []ElementOption) target {
	wanted := target{element: element}
	for _, option := range options {
		option(&wanted)
	}
	return wanted
}

// query leaves the action out: an element has one entry, whatever is done with it.
func (w target) query(session *Session, url string) *Query {
	variant := maps.Clone(session.settings.variant)
	if variant == nil {
		variant = map[string]string{}
	}
	maps.Copy(variant, w.variant)
	return &Query{
		App: session.app, Environment: session.environment, Page: url, Element: w.element,
		Scope: w.scope, Ordinal: w.ordinal, Frame: w.frame, Variant: variant,
	}
}

// Element is an element by its name. Nothing is looked up before something is done with it.
type Element struct {
	tab    *Tab
	target target
}

// Element returns the element of a name.
func (t *Tab) Element(name string, options ...ElementOption) *Element {
	return &Element{tab: t, target: elementOf(name, options)}
}

// Frame returns the frame that the element is in; empty for the main frame.
func (e *Element) Frame() string { return e.target.frame }

// Act does something natively with the element, by a selector that was found right in the page.
//
// It waits for the element, has it found again when what is known of it is not right any more, and fails with an
// *ElementNotFoundError when it does not come. When the native action fails since another element stands there by then, it
// is done once more.
func (e *Element) Act(ctx context.Context, action Action, native func(context.Context, *Selector) error) error {
	located, err := e.Locate(ctx, action)
	if err != nil {
		return err
	}
	return located.act(ctx, native)
}

// Locate waits until the element is there and is the right one, and returns where. What it returns is of this document.
func (e *Element) Locate(ctx context.Context, action Action) (*Located, error) {
	e.tab.session.lookedUp()
	look := &looking{element: e, action: action, ends: time.Now().Add(e.tab.session.settings.wait)}
	for {
		located, miss, err := look.suiting(ctx)
		if located != nil || err != nil {
			return located, err
		}
		if look.isOver() || !mayCome(miss) {
			return nil, notFound(e.target.element, miss)
		}
		if err := look.pause(ctx); err != nil {
			return nil, err
		}
	}
}

// Gone says whether the page was looked at and the element is not there. One that is hidden is not gone; an element that
// several are as good as fails with an *ElementNotFoundError.
func (e *Element) Gone(ctx context.Context) (bool, error) {
	look := &looking{element: e, ends: time.Now()}
	query, err := e.tab.queryOf(ctx, e.target)
	if err != nil {
		return false, err
	}
	before, miss, err := e.known(ctx, query)
	if err != nil {
		return false, err
	}
	if before != nil && before.checked.GetIsSame() {
		return false, nil
	}
	if miss != nil {
		return false, notFound(e.target.element, miss)
	}
	answer, err := look.seek(ctx, query, before)
	if err != nil || answer.Found != nil {
		return false, err
	}
	switch answer.Miss.GetReason() {
	case pactsv1.MissReason_MISS_REASON_NOT_FOUND:
		return true, nil
	case pactsv1.MissReason_MISS_REASON_HIDDEN:
		return false, nil
	}
	return false, notFound(e.target.element, answer.Miss)
}

// known checks what is known of the element; the miss is that of a session that may not look for it.
func (e *Element) known(ctx context.Context, query *Query) (*known, *Miss, error) {
	settings := e.tab.session.settings
	answer, err := e.tab.lookup(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	if answer.Found == nil {
		if settings.frozen {
			return nil, answer.Miss, nil
		}
		return nil, nil, nil
	}
	checked, err := e.tab.check(ctx, query, answer.Found, ActionUnspecified, "")
	if err != nil {
		return nil, nil, err
	}
	before := &known{found: answer.Found, checked: checked}
	if !checked.GetIsSame() && !settings.mayHeal(query.GetElement()) {
		return before, refused(checked, settings, query.GetElement()), nil
	}
	return before, nil, nil
}

// ExpectGone waits until the element is gone.
func (e *Element) ExpectGone(ctx context.Context) error {
	ends := time.Now().Add(e.tab.session.settings.wait)
	for {
		gone, err := e.Gone(ctx)
		if gone || err != nil {
			return err
		}
		if time.Now().After(ends) {
			return fmt.Errorf("pacts: %q is still there after %s", e.target.element, e.tab.session.settings.wait)
		}
		if err := pause(ctx, e.tab.session.settings.step); err != nil {
			return err
		}
	}
}

// ElementNotFoundError says that an element is not there to act on, and carries the miss that says why.
type ElementNotFoundError struct {
	PactsError
	// Element is its name.
	Element string
	// Miss has the reason, the names nearest to it on the page, and what shows it when it is hidden.
	Miss *Miss
}

// Unwrap returns the same failure as what stands above it in the tree.
func (e *ElementNotFoundError) Unwrap() error { return &e.PactsError }

func notFound(element string, miss *Miss) error {
	reason := strings.ToLower(strings.TrimPrefix(miss.GetReason().String(), "MISS_REASON_"))
	parts := []string{fmt.Sprintf("%q was not found: %s", element, reason)}
	if miss.GetDetail() != "" {
		parts = append(parts, miss.GetDetail())
	}
	if len(miss.GetNearest()) > 0 {
		parts = append(parts, fmt.Sprintf("the page has %q", miss.GetNearest()))
	}
	if shown := miss.GetHidden().GetRevealedBy(); len(shown) > 0 {
		parts = append(parts, shown[0].GetBrief()+" shows it")
	}
	failed := &ElementNotFoundError{Element: element, Miss: miss}
	failed.set(PactsError{Message: strings.Join(parts, "; "), Code: codes.NotFound})
	return failed
}

// StaleSelectorError says that what was found was kept, and the page was loaded anew since.
type StaleSelectorError struct {
	PactsError
	// Element is its name.
	Element string
	// Candidates are what is stored for it now, best first.
	Candidates []*Selector
}

// Unwrap returns the same failure as what stands above it in the tree.
func (e *StaleSelectorError) Unwrap() error { return &e.PactsError }

func pause(ctx context.Context, step time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(step):
		return nil
	}
}
