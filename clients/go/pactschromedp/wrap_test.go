package pactschromedp_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

func TestWrapped_BannerCoversTheElement_IsClosedFirst(t *testing.T) {
	const banner = shop + `<div style="position:fixed;inset:0;background:#fff"><button id=accept onclick="this.parentElement.remove()">Accept</button></div>`
	ctx, url := opened(t), serve(t, map[string]string{"/": banner})
	page := pactschromedp.Wrap(pactstest.Session(t, pacts.WithInterruption("cookies", "#accept")))
	visit(t, ctx, url)
	if err := pactschromedp.Click(ctx, page, chromedp.CSS("#save")); err != nil || said(t, ctx) != "saved" {
		t.Fatalf("got %v, %q", err, said(t, ctx))
	}
}

func TestWrapped_PageIsRedesigned_IsHealed(t *testing.T) {
	shown := map[string]string{"/": shop}
	ctx, url := opened(t), serve(t, shown)
	page := pactschromedp.Wrap(pactstest.Session(t))
	healsAfterRedesign(t, ctx, page, url+"/", func() { shown["/"] = redesigned })
}

func TestWrapped_TabThatAPageOpens_IsLookedAfterByItsContext(t *testing.T) {
	shown := map[string]string{"/": `<!doctype html><button id=more onclick="window.open('/shop')">More</button>`, "/shop": shop}
	ctx, url := opened(t), serve(t, shown)
	page := pactschromedp.Wrap(pactstest.Session(t))
	visit(t, ctx, url+"/")
	came := chromedp.WaitNewTarget(ctx, func(*target.Info) bool { return true })
	if err := pactschromedp.Click(ctx, page, chromedp.CSS("#more")); err != nil {
		t.Fatal(err)
	}
	tab, cancel := chromedp.NewContext(ctx, chromedp.WithTargetID(<-came))
	t.Cleanup(cancel)
	healsAfterRedesign(t, tab, page, url+"/shop", func() { shown["/shop"] = redesigned })
}

func TestWrapped_FrameOfAnyOrigin_IsNamedWithItAndHealedInIt(t *testing.T) {
	const pay = `<!doctype html><h1>Pay</h1><form onsubmit="return false"><label>Card number <input></label>
<button id=pay onclick="top.postMessage('paid', '*')">Pay now</button></form>`
	const around = `<!doctype html><h1>Shop</h1><button id=pay>Ways to pay</button>%FRAME%<output id=said></output>
<script>onmessage = event => { said.textContent = event.data }</script>`
	for name, frame := range map[string]string{
		"one of its own":        `<iframe name=payment src=/pay></iframe>`,
		"one in another site's": `<iframe name=bank src="%OTHER%/bank"></iframe>`,
	} {
		t.Run(name, func(t *testing.T) {
			shown := map[string]string{"/pay": pay}
			ctx, url := opened(t), serve(t, shown)
			other := strings.Replace(url, "127.0.0.1", "localhost", 1)
			shown["/bank"] = `<!doctype html><iframe name=payment src="` + url + `/pay"></iframe>`
			shown["/"] = strings.NewReplacer("%FRAME%", frame).Replace(around)
			shown["/"] = strings.ReplaceAll(shown["/"], "%OTHER%", other)
			page := pactschromedp.Wrap(pactstest.Session(t))
			paysBy(t, ctx, page, url)
			taught(t, ctx, page.Session(), "css=#pay", pacts.Frame("payment"))
			shown["/pay"] = strings.NewReplacer("id=pay", "class=go", "<form", "<div><form").Replace(pay)
			paysBy(t, ctx, page, url)
			if heals := page.Session().Heals(); len(heals) != 1 || heals[0].Element != "css=#pay" {
				t.Errorf("healed: %v", heals)
			}
		})
	}
}

func paysBy(t *testing.T, ctx context.Context, page *pactschromedp.Wrapped, url string) {
	t.Helper()
	visit(t, ctx, url+"/")
	if err := pactschromedp.Click(ctx, page.Frame("payment"), chromedp.CSS("#pay")); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Poll[chromedp.Void]("said.textContent === 'paid'")); err != nil {
		t.Fatalf("the page says %q: %v", said(t, ctx), err)
	}
}

func TestWrapped_ElementInAnElement_IsOneNameAndHealed(t *testing.T) {
	shown := map[string]string{"/": shop}
	ctx, url := opened(t), serve(t, shown)
	page := pactschromedp.Wrap(pactstest.Session(t))
	account := pactschromedp.Within(page, chromedp.CSS("section"))
	saves := func() {
		t.Helper()
		visit(t, ctx, url+"/")
		if err := pactschromedp.Click(ctx, account, chromedp.ID("save")); err != nil || said(t, ctx) != "saved" {
			t.Fatalf("got %v, %q", err, said(t, ctx))
		}
	}
	saves()
	taught(t, ctx, page.Session(), "css=section #save")
	shown["/"] = redesigned
	saves()
	if heals := page.Session().Heals(); len(heals) != 1 || heals[0].Element != "css=section #save" {
		t.Errorf("healed: %v", heals)
	}
	if err := pactschromedp.Click(ctx, account, chromedp.JSPath("document.body")); err == nil {
		t.Error("a path in JavaScript was looked for in an element")
	}
}

// healsAfterRedesign clicks by one selector on a page before and after its redesign, which has it healed.
func healsAfterRedesign(t *testing.T, ctx context.Context, page *pactschromedp.Wrapped, url string, redesign func()) {
	t.Helper()
	save := func() {
		t.Helper()
		visit(t, ctx, url)
		if err := pactschromedp.Click(ctx, page, chromedp.CSS("#save")); err != nil || said(t, ctx) != "saved" {
			t.Fatalf("got %v, %q", err, said(t, ctx))
		}
	}
	save()
	taught(t, ctx, page.Session(), "css=#save")
	redesign()
	save()
	if heals := page.Session().Heals(); len(heals) != 1 || heals[0].Element != "css=#save" {
		t.Errorf("healed: %v", heals)
	}
}

// taught waits until the daemon knows an element, which it is told of in the background.
func taught(t *testing.T, ctx context.Context, session *pacts.Session, element string, options ...pacts.ElementOption) {
	t.Helper()
	query, err := pactschromedp.On(session).Tab().Query(ctx, element, options...)
	for ends := time.Now().Add(20 * time.Second); err == nil && time.Now().Before(ends); time.Sleep(50 * time.Millisecond) {
		var answer *pacts.Answer
		if answer, err = session.Client().Get(ctx, pacts.GetRequest{Query: query}); err == nil && answer.Found != nil {
			return
		}
	}
	t.Fatalf("it is not known: %v", err)
}
