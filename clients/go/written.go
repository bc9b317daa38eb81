package pacts

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// Written is an element by a locator that a test already has: the locator as written is the element's name.
type Written struct {
	element  *Element
	selector *Selector
}

// Written returns the element of a locator, with its canonical form as name: "css=#login". The end of a longer one than a
// query takes is its hash. Options say which frame it is in.
func (t *Tab) Written(selector *Selector, options ...ElementOption) *Written {
	return t.WrittenAs("", selector, options...)
}

// WrittenAs returns the element of a locator that is called otherwise than its selector: as it is written, and that leads to
// the same element. Without a name it is Written.
func (t *Tab) WrittenAs(name string, selector *Selector, options ...ElementOption) *Written {
	return &Written{element: t.Element(shortened(cmp.Or(name, textOf(selector))), options...), selector: selector}
}

const (
	// The daemon takes no longer name.
	maxNameBytes = 512
	// Room for the ellipsis and the digits of the hash, as the Python client leaves it.
	nameEndBytes = 20
	hashDigits   = 16
)

// shortened returns a name that fits into a query.
func shortened(name string) string {
	if len(name) <= maxNameBytes {
		return name
	}
	hash := sha256.Sum256([]byte(name))
	return cutText(name, maxNameBytes-nameEndBytes) + "…" + hex.EncodeToString(hash[:])[:hashDigits]
}

// Act does something with the element as the test has written it, and teaches the daemon the locator that has worked. When
// the locator leads nowhere or to another element, the element is found again and the action done there. With a daemon
// that is down it is done as written, and the session says so once.
func (w *Written) Act(
	ctx context.Context, action Action, asWritten func(context.Context) error, found func(context.Context, *Selector) error,
) error {
	way, err := w.way(ctx, action)
	if isDown(err) {
		w.element.tab.session.sayOnce("down", fmt.Sprintf("%v: the runner's own selectors are used", err))
		return w.asWritten(ctx, asWritten)
	}
	if err != nil && ctx.Err() != nil {
		return err
	}
	if way.located != nil {
		return way.located.act(ctx, found)
	}
	if err := w.asWritten(ctx, asWritten); err != nil {
		return err
	}
	w.worked(ctx, way)
	return nil
}

// Unseen does something with an element as the test has written it, where nothing of it can be remembered: it is in a closed
// shadow root. The session says so once.
func (w *Written) Unseen(ctx context.Context, asWritten func(context.Context) error) error {
	element := w.element.target.element
	w.element.tab.session.sayOnce(element, element+" is not remembered: no selector leads into a closed shadow root")
	return w.asWritten(ctx, asWritten)
}

func (w *Written) asWritten(ctx context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, w.element.tab.session.settings.wait)
	defer cancel()
	return do(ctx)
}

// way is how an action is to be done: where the element was found again, or as written when that is nil.
type way struct {
	located *Located
	query   *Query
	// version is that of the entry; 0 when there is none.
	version int64
	// page is what the locator is taught on; nil when it is not to be.
	page *PageContent
}

func isDown(err error) bool {
	var unavailable *UnavailableError
	var late *DeadlineExceededError
	return errors.As(err, &unavailable) || errors.As(err, &late)
}

// way waits until the locator leads to its element, or the element was found again, or it is left to the runner to fail.
func (w *Written) way(ctx context.Context, action Action) (way, error) {
	settings := w.element.tab.session.settings
	w.element.tab.session.lookedUp()
	look := &looking{element: w.element, action: action, ends: time.Now().Add(settings.wait)}
	for {
		way, decided, err := w.once(ctx, look)
		if decided || err != nil || look.isOver() {
			return way, err
		}
		if err := look.pause(ctx); err != nil {
			return way, err
		}
	}
}

func (w *Written) once(ctx context.Context, look *looking) (way, bool, error) {
	tab := w.element.tab
	query, err := tab.queryOf(ctx, w.element.target)
	if err != nil {
		return way{}, false, err
	}
	answer, err := tab.lookup(ctx, query)
	if err != nil {
		return way{}, false, err
	}
	asked := &Found{Selectors: []*Selector{w.selector}, Identity: answer.Found.GetIdentity()}
	checked, err := tab.check(ctx, query, asked, look.action, "")
	if err == nil && checked.GetFailed() == pactsv1.GatePoint_GATE_POINT_RECEIVES_EVENTS {
		checked, err = look.uncover(ctx, query, asked, checked)
	}
	var unready *pageError
	if errors.As(err, &unready) {
		return way{}, false, nil
	}
	if err != nil {
		return way{}, false, err
	}
	if checked.GetIsSame() {
		asWritten := way{query: query, version: answer.Found.GetVersion()}
		if answer.Found == nil && !tab.session.settings.frozen && tab.visit.teach(query) {
			asWritten.page, err = tab.Capture(ctx)
		}
		return asWritten, true, err
	}
	if answer.Found == nil {
		// Nothing tells which of several it is, and the runner has its own way with those.
		return way{}, checked.GetMatches() > 1, nil
	}
	located, err := w.found(ctx, look, query, answer.Found, checked)
	return way{located: located}, located != nil, err
}

// found returns where the element is now: by what the daemon knows, or by what it finds on the page.
func (w *Written) found(
	ctx context.Context, look *looking, query *Query, found *Found, checked *Verification,
) (*Located, error) {
	settings := w.element.tab.session.settings
	if !settings.mayHeal(query.GetElement()) {
		return nil, nil
	}
	if textOf(found.GetSelectors()[0]) != textOf(w.selector) {
		located, _, err := look.known(ctx, query, found)
		return located, err
	}
	rested, atOnce := look.rested(), look.atOnce(checked)
	if !atOnce && rested < settings.settle && !look.isOver() {
		return nil, nil
	}
	located, _, err := look.again(ctx, query, &known{found: found, checked: checked})
	return located, err
}

// worked remembers that the locator was right, and teaches it in the background when the daemon does not know it.
func (w *Written) worked(ctx context.Context, way way) {
	session := w.element.tab.session
	if way.version != 0 {
		session.used(use{way.query, way.version, w.selector, w.element.tab})
	}
	if way.page == nil {
		return
	}
	ctx = context.WithoutCancel(ctx)
	session.background.Go(func() {
		_, err := session.client.Save(ctx, &pactsv1.SaveSelectorRequest{
			Query: way.query, Selectors: []*Selector{w.selector}, Evidence: PageEvidence(way.page),
		})
		if err != nil {
			session.settings.log("%v: %s was not taught", err, textOf(w.selector))
		}
	})
}
