package pacts

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// Act does something natively with an element that was located some time ago, if the page is still that document.
func (l *Located) Act(ctx context.Context, native func(context.Context, *Selector) error) error {
	checked, err := l.element.tab.check(ctx, l.query, l.Found, l.action, l.Document)
	if err != nil {
		return err
	}
	if checked.GetDocument() != l.Document {
		return l.stale(ctx)
	}
	if !checked.GetIsSame() {
		return l.element.Act(ctx, l.action, native)
	}
	return l.act(ctx, native)
}

func (l *Located) stale(ctx context.Context) error {
	answer, err := l.element.tab.session.client.Get(ctx, GetRequest{Query: l.query, Strategies: l.element.tab.page.Strategies()})
	if err != nil {
		return err
	}
	failed := &StaleSelectorError{Element: l.query.GetElement(), Candidates: answer.Found.GetSelectors()}
	failed.set(PactsError{
		Message: fmt.Sprintf("%q was found in a document that is not there any more", failed.Element),
		Code:    codes.FailedPrecondition,
	})
	return failed
}

// act does it, and once more where the daemon says that the element is when it has failed.
func (l *Located) act(ctx context.Context, native func(context.Context, *Selector) error) error {
	failed := l.native(ctx, native)
	if failed == nil || ctx.Err() != nil {
		return failed
	}
	second, why := l.second(ctx)
	if second == nil {
		return errors.Join(failed, why)
	}
	l.element.tab.session.settings.log("pacts: %q failed, and is done once more: %v", l.query.GetElement(), failed)
	return second.native(ctx, native)
}

func (l *Located) native(ctx context.Context, native func(context.Context, *Selector) error) error {
	bounded, cancel := context.WithTimeout(ctx, l.element.tab.session.settings.wait)
	defer cancel()
	if err := native(bounded, l.Selector); err != nil {
		return fmt.Errorf("pacts: %q by %s: %w", l.query.GetElement(), textOf(l.Selector), err)
	}
	l.element.tab.session.used(use{l.query, l.Found.GetVersion(), l.Selector, l.element.tab})
	return nil
}

// second returns where the element is now, when it is not any more where the action failed; else why not.
func (l *Located) second(ctx context.Context) (*Located, error) {
	tab, look := l.element.tab, &looking{element: l.element, action: l.action}
	checked, err := tab.check(ctx, l.query, l.Found, l.action, "")
	if err != nil {
		return nil, err
	}
	settings := tab.session.settings
	if checked.GetIsSame() {
		if checked.GetFailed() == pactsv1.GatePoint_GATE_POINT_UNSPECIFIED {
			return nil, nil
		}
		return nil, notFound(l.query.GetElement(), notYet(checked))
	}
	if !settings.mayHeal(l.query.GetElement()) {
		return nil, notFound(l.query.GetElement(), refused(checked, settings, l.query.GetElement()))
	}
	located, miss, err := look.again(ctx, l.query, &known{found: l.Found, checked: checked})
	if miss != nil {
		return nil, notFound(l.query.GetElement(), miss)
	}
	return located, err
}
