package pactschromedp_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
	"github.com/pacts-dev/pacts/clients/go/pactstest"
)

const (
	letter = `<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><button id=sub>Another letter</button>
<my-app><template shadowrootmode=open><h2>News</h2><my-card><template shadowrootmode=open><p>Our letter.</p>
<section><button id=no>Not now</button><button id=sub onclick="document.title = 'subscribed'">Subscribe</button></section>
</template></my-card></template></my-app>`
	inCard = "css=my-app >> shadow-root >> css=my-card >> shadow-root >> css=section #sub"
)

var newLetter = strings.NewReplacer("id=sub onclick", "class=letter onclick", "<section>", "<section><div>").Replace(letter)

// card is where the button stands: in an element of a root in another one.
func card(page *pactschromedp.Wrapped) *pactschromedp.Wrapped {
	app := pactschromedp.WithinShadow(page, chromedp.CSS("my-app"))
	return pactschromedp.Within(pactschromedp.WithinShadow(app, chromedp.CSS("my-card")), chromedp.CSS("section"))
}

func subscribes(t *testing.T, ctx context.Context, page *pactschromedp.Wrapped, url string) {
	t.Helper()
	visit(t, ctx, url)
	err := pactschromedp.Click(ctx, card(page), chromedp.ID("sub"))
	if title, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("top.document.title")); err != nil || title != "subscribed" {
		t.Fatalf("got %v, %q", err, title)
	}
}

func TestWrapped_ElementInShadowRoots_IsOneNameAndHealed(t *testing.T) {
	for name, place := range map[string]struct{ around, frame string }{
		"of the page":  {},
		"of its frame": {`<!doctype html><title>Shop</title><iframe name=news src=/letter></iframe>`, "news"},
	} {
		t.Run(name, func(t *testing.T) {
			shown := map[string]string{"/letter": letter, "/": place.around}
			ctx, url := opened(t), serve(t, shown)
			page := pactschromedp.Wrap(pactstest.Session(t)).Frame(place.frame)
			if place.frame == "" {
				url += "/letter"
			}
			shown["/letter"] = strings.ReplaceAll(letter, "document.title", "top.document.title")
			subscribes(t, ctx, page, url)
			taught(t, ctx, page.Session(), inCard, pacts.Frame(place.frame))
			shown["/letter"] = strings.ReplaceAll(newLetter, "document.title", "top.document.title")
			subscribes(t, ctx, page, url)
			if heals := page.Session().Heals(); len(heals) != 1 || heals[0].Element != inCard {
				t.Errorf("healed: %v", heals)
			}
		})
	}
}

func TestWrapped_ElementInAClosedShadowRoot_IsChromedpsOwnAndThatIsSaidOnce(t *testing.T) {
	closed := strings.Replace(letter, "<my-card><template shadowrootmode=open", "<my-card><template shadowrootmode=closed", 1)
	ctx, url := opened(t), serve(t, map[string]string{"/": closed})
	var said []string
	log := func(format string, arguments ...any) { said = append(said, fmt.Sprintf(format, arguments...)) }
	page := pactschromedp.Wrap(pactstest.Session(t, pacts.WithLog(log)))
	subscribes(t, ctx, page, url)
	subscribes(t, ctx, page, url)
	want := []string{inCard + " is not remembered: no selector leads into a closed shadow root"}
	if !slices.Equal(said, want) {
		t.Errorf("said: %q", said)
	}
}

func TestWrapped_ShadowRootIsAskedForWhatIsNoCSS_SaysSo(t *testing.T) {
	page := pactschromedp.Wrap(pactstest.Session(t))
	host := pactschromedp.WithinShadow(page, chromedp.CSS("my-card"))
	if err := pactschromedp.Click(context.Background(), host, chromedp.Search("//button")); err == nil {
		t.Error("an XPath was looked for in a shadow root")
	}
}
