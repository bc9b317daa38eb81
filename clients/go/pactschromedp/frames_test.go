package pactschromedp_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

const (
	around = `<!doctype html><h1>Shop</h1><p style="height: 2000px">It is a long way down.</p>
<iframe name=elsewhere src="%INNER%"></iframe><output id=said></output>
<script>onmessage = event => { said.textContent = event.data }</script>`
	inner = `<!doctype html><label>Card number <input id=card></label>
<button onclick="parent.postMessage('paid with ' + card.value, '*')">Pay now</button>`
)

// Another port is another origin, but no other site: such a frame has no target of its own, as that of the scenario has.
func TestElement_FrameOfAnotherOrigin_IsFoundAndActedOn(t *testing.T) {
	ctx, elsewhere := opened(t), serve(t, map[string]string{"/": inner})
	url := serve(t, map[string]string{"/": strings.ReplaceAll(around, "%INNER%", elsewhere+"/")})
	page := pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, url+"/")
	in := pacts.Frame("elsewhere")
	if err := page.Element("Card number", in).Fill(ctx, "4111"); err != nil {
		t.Fatal(err)
	}
	at, err := page.Element("Pay now", in).Native(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Click(at)); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Poll[chromedp.Void]("said.textContent === 'paid with 4111'")); err != nil {
		t.Fatalf("the page says %q: %v", said(t, ctx), err)
	}
}

func TestElement_SelectorOfAnyStrategy_IsActedOn(t *testing.T) {
	const page = `<!doctype html><output id=said></output><div onclick="said.textContent = event.target.dataset.is ?? ''">
<button id=css data-is=css>1</button> <button data-is=xpath>2</button> <button data-is=role>Pay</button>
<label>Card <input data-is=label></label> <input data-is=placeholder placeholder=Code> <p data-is=text>Read on</p>
<img data-is=alt alt="The shop" width=9 height=9> <i data-is=title title=Hint>i</i> <b data-is=test data-testid=b>b</b></div>`
	ctx, url := opened(t), serve(t, map[string]string{"/": page})
	tab := pactschromedp.On(pactstest.Session(t))
	visit(t, ctx, url+"/")
	for is, selector := range map[string]*pacts.Selector{
		"css":         {Strategy: pacts.StrategyCSS, Value: "#css"},
		"xpath":       {Strategy: pacts.StrategyXPath, Value: "//button[2]"},
		"role":        {Strategy: pacts.StrategyRole, Role: "button", Value: "Pay"},
		"label":       {Strategy: pacts.StrategyLabel, Value: "Card"},
		"placeholder": {Strategy: pacts.StrategyPlaceholder, Value: "Code"},
		"text":        {Strategy: pacts.StrategyText, Value: "Read on"},
		"alt":         {Strategy: pacts.StrategyAltText, Value: "The shop"},
		"title":       {Strategy: pacts.StrategyTitle, Value: "Hint"},
		"test":        {Strategy: pacts.StrategyTestID, Value: "b", Attribute: "data-testid"},
	} {
		query, err := tab.Tab().Query(ctx, is)
		if err != nil {
			t.Fatal(err)
		}
		request := &pactsv1.SaveSelectorRequest{Query: query, Selectors: []*pacts.Selector{selector}}
		if _, err := tab.Session().Client().Save(ctx, request); err != nil {
			t.Fatal(err)
		}
		if err := tab.Element(is).Click(ctx); err != nil || said(t, ctx) != is {
			t.Errorf("%s: got %v, the page says %q", is, err, said(t, ctx))
		}
	}
}
