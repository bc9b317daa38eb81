package pacts

import (
	"context"
	"fmt"
	"time"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// uncover closes what covers the element, if that is registered.
func (l *looking) uncover(ctx context.Context, query *Query, found *Found, checked *Verification) (*Verification, error) {
	tab := l.element.tab
	for name, css := range tab.session.settings.interruptions {
		closing := fmt.Sprintf(`(() => { const it = document.querySelector(%s); it?.click(); return String(!!it) })()`, quoted(css))
		closed, err := tab.page.Evaluate(ctx, "", closing)
		if err != nil {
			return nil, &pageError{err}
		}
		if closed != "true" {
			continue
		}
		tab.session.settings.log("pacts: closed the interruption %q", name)
		checked, err = l.ridOf(ctx, query, found, closing)
		if err != nil || checked.GetIsSame() && !isCovered(checked) {
			return checked, err
		}
	}
	return checked, nil
}

// ridOf waits until nothing covers the element: what was closed may fade, or be drawn once more.
func (l *looking) ridOf(ctx context.Context, query *Query, found *Found, closing string) (*Verification, error) {
	tab := l.element.tab
	ends := time.Now().Add(tab.session.settings.settle)
	for {
		checked, err := tab.check(ctx, query, found, l.action, "")
		if err != nil || checked.GetIsSame() && !isCovered(checked) || !time.Now().Before(ends) {
			return checked, err
		}
		if err := pause(ctx, tab.session.settings.step); err != nil {
			return nil, err
		}
		if _, err := tab.page.Evaluate(ctx, "", closing); err != nil {
			return nil, &pageError{err}
		}
	}
}

func isCovered(checked *Verification) bool {
	return checked.GetFailed() == pactsv1.GatePoint_GATE_POINT_RECEIVES_EVENTS
}
