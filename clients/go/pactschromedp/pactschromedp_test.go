package pactschromedp_test

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

// browser is the Chromium of PACTS_BROWSER, else the first of these on the PATH.
func browser(t testing.TB) string {
	for _, name := range []string{os.Getenv("PACTS_BROWSER"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	t.Fatal("there is no Chromium: install it, or name one in PACTS_BROWSER")
	return ""
}

// opened returns chromedp's context of a new browser, which opens no port.
func opened(t testing.TB) context.Context {
	t.Helper()
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(browser(t))}
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(options...))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

const shop = `<!doctype html><html lang=en><title>Shop</title><body>
<h1>Shop</h1><nav><a href="/a">Products</a> <a href="/b">Orders</a> <a href="/c">About us</a></nav>
<form onsubmit="tell('searched ' + q.value); return false"><label for=q>Search products</label> <input id=q> <button id=go>Search</button></form>
<ul><li>Tea</li><li>Coffee</li></ul>
<section><h2>Account</h2><label>Country <select id=country onchange="tell(this.value)"><option>Austria<option>Belgium</select></label>
<label><input id=terms type=checkbox onchange="tell('terms ' + this.checked)"> I agree to the terms</label>
<p><button id=save onclick="tell('saved')">Save</button></p></section>
<output id=said></output><script>const tell = text => { said.textContent = text }</script>`

// serve serves pages by path, and returns where.
func serve(t testing.TB, pages map[string]string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(pages[r.URL.RequestURI()]))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func visit(t testing.TB, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
}

func said(t testing.TB, ctx context.Context) string {
	t.Helper()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("said.textContent"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// teach saves a CSS selector for an element of the page that is shown.
func teach(t testing.TB, ctx context.Context, page *pactschromedp.Page, element, css string) *pacts.Entry {
	t.Helper()
	query, err := page.Tab().Query(ctx, element)
	if err != nil {
		t.Fatal(err)
	}
	content, err := page.Tab().Capture(ctx)
	if err != nil {
		t.Fatal(err)
	}
	entry, err := page.Session().Client().Save(ctx, &pactsv1.SaveSelectorRequest{
		Query: query, Evidence: pacts.PageEvidence(content),
		Selectors: []*pacts.Selector{{Strategy: pacts.StrategyCSS, Value: css}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

func TestElement_Known_TakesEachAction(t *testing.T) {
	ctx, url := opened(t), serve(t, map[string]string{"/": shop})
	page := pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, url+"/")
	for element, css := range map[string]string{
		"Search products": "#q", "Search": "#go", "Country": "#country", "Terms": "#terms", "Save": "#save",
	} {
		teach(t, ctx, page, element, css)
	}
	steps := []struct {
		want string
		do   func() error
	}{
		{"", func() error { return page.Element("Search products").Fill(ctx, "čaj 茶 🍵") }},
		{"searched čaj 茶 🍵", func() error { return page.Element("Search").Click(ctx) }},
		{"Belgium", func() error { return page.Element("Country").Select(ctx, "Belgium") }},
		{"terms true", func() error { return page.Element("Terms").Check(ctx) }},
		{"terms true", func() error { return page.Element("Terms").Check(ctx) }},
		{"terms true", func() error { return page.Element("Save").Hover(ctx) }},
		{"saved", func() error { return page.Element("Save").Click(ctx) }},
	}
	for i, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if got := said(t, ctx); got != step.want {
			t.Fatalf("step %d: the page says %q", i, got)
		}
	}
	text, err := page.Element("Save").Text(ctx)
	value, bad := page.Element("Search products").Value(ctx)
	if err := cmp.Or(err, bad); err != nil || text != "Save" || value != "čaj 茶 🍵" {
		t.Fatalf("got %q, %q, %v", text, value, err)
	}
	at, err := page.Element("Save").Native(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.DoubleClick(at)); err != nil {
		t.Fatal(err)
	}
}

func TestElement_Disabled_IsWaitedForAndThenTold(t *testing.T) {
	const disabled = `<!doctype html><button id=save disabled onclick="said.textContent='saved'">Save</button><output id=said></output>`
	ctx, url := opened(t), serve(t, map[string]string{"/": disabled})
	page := pactschromedp.On(pactstest.Session(t, pacts.WithWait(time.Second)))
	visit(t, ctx, url+"/")
	teach(t, ctx, page, "Save", "#save")
	err := page.Element("Save").Click(ctx)
	var failed *pacts.PactsError
	if !errors.As(err, &failed) || !strings.Contains(err.Error(), "disabled") {
		t.Fatalf("got %v", err)
	}
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void]("setTimeout(() => save.disabled = false, 400)")); err != nil {
		t.Fatal(err)
	}
	if err := page.Element("Save").Click(ctx); err != nil || said(t, ctx) != "saved" {
		t.Fatalf("got %v, %q", err, said(t, ctx))
	}
}

func TestLocated_PageLoadedAnew_IsStaleWithCandidates(t *testing.T) {
	ctx, url := opened(t), serve(t, map[string]string{"/": shop})
	page := pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, url+"/")
	teach(t, ctx, page, "Save", "#save")
	located, err := page.Element("Save").Locate(ctx, pacts.ActionClick)
	if err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, url+"/")
	err = located.Act(ctx, func(context.Context, *pacts.Selector) error { t.Error("it was acted on"); return nil })
	var stale *pacts.StaleSelectorError
	if !errors.As(err, &stale) || len(stale.Candidates) == 0 || stale.Candidates[0].GetValue() != "#save" {
		t.Fatalf("got %v", err)
	}
}
