package pacts

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// visit is what is kept of one document at one URL.
type visit struct {
	lock     sync.Mutex
	url      string
	document string
	sent     [32]byte
	hits     int64
	known    map[string]*Found
	asked    map[string]time.Time
	taught   map[string]bool
}

func newVisit(url string) *visit {
	return &visit{url: url, known: map[string]*Found{}, asked: map[string]time.Time{}, taught: map[string]bool{}}
}

// isDue says whether all of the page has to be asked for, in the variant of a query, and takes it as asked for.
func (v *visit) isDue(query *Query, age time.Duration) bool {
	v.lock.Lock()
	defer v.lock.Unlock()
	variant := variantOf(query)
	if asked, known := v.asked[variant]; known && time.Since(asked) <= age {
		return false
	}
	v.asked[variant] = time.Now()
	return true
}

// keepPage keeps all that is known of the page in the variant of a query, and nothing older.
func (v *visit) keepPage(query *Query, selectors []*pactsv1.PageSelector) {
	v.lock.Lock()
	defer v.lock.Unlock()
	variant := variantOf(query)
	maps.DeleteFunc(v.known, func(key string, _ *Found) bool { return strings.HasSuffix(key, variant) })
	for _, known := range selectors {
		v.known[keyOf(known.GetQuery())] = known.GetFound()
	}
}

func (v *visit) keep(query *Query, found *Found) {
	v.lock.Lock()
	defer v.lock.Unlock()
	v.known[keyOf(query)] = found
}

func (v *visit) drop(query *Query) {
	v.lock.Lock()
	defer v.lock.Unlock()
	delete(v.known, keyOf(query))
}

// hit returns what is kept of an element, and counts the lookup that it answers; nil when nothing is.
func (v *visit) hit(query *Query) *Found {
	v.lock.Lock()
	defer v.lock.Unlock()
	found := v.known[keyOf(query)]
	if found != nil {
		v.hits++
	}
	return found
}

func (v *visit) takeHits() int64 {
	v.lock.Lock()
	defer v.lock.Unlock()
	hits := v.hits
	v.hits = 0
	return hits
}

// arrive notes which document it is: what was sent of another one is not this page.
func (v *visit) arrive(document string) {
	v.lock.Lock()
	defer v.lock.Unlock()
	if document != "" && document != v.document {
		if v.document != "" {
			v.sent = [32]byte{}
		}
		v.document = document
	}
}

// teach says whether a locator is still to be taught in this visit, and takes it as taught.
func (v *visit) teach(query *Query) bool {
	v.lock.Lock()
	defer v.lock.Unlock()
	key := keyOf(query)
	taught := v.taught[key]
	v.taught[key] = true
	return !taught
}

// EndVisit tells the daemon what was answered without it, and keeps nothing of the page any more.
func (t *Tab) EndVisit(ctx context.Context) error {
	ended := t.visit
	t.visit = newVisit("")
	hits := ended.takeHits()
	if hits == 0 || t.session.settings.frozen {
		return nil
	}
	return t.session.client.ReportLookups(ctx, hits)
}

// keyOf tells a query from the others of its page.
func keyOf(query *Query) string {
	return fmt.Sprintf("%q %d %q %d %q %s", query.GetElement(), query.GetAction(), query.GetScope(), query.GetOrdinal(),
		query.GetFrame(), variantOf(query))
}

func variantOf(query *Query) string {
	variant := query.GetVariant()
	pairs := make([]string, 0, len(variant))
	for _, name := range slices.Sorted(maps.Keys(variant)) {
		pairs = append(pairs, fmt.Sprintf("%q=%q", name, variant[name]))
	}
	return "{" + strings.Join(pairs, ",") + "}"
}

func textOf(selector *Selector) string {
	if selector == nil {
		return "unknown"
	}
	strategy := strings.ToLower(strings.TrimPrefix(selector.GetStrategy().String(), "SELECTOR_STRATEGY_"))
	return strategy + "=" + selector.GetValue()
}

func cutText(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}
