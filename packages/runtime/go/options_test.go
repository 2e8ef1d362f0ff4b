package runtime_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func TestTheEnvironmentFillsInWhatIsLeftOut(t *testing.T) {
	t.Setenv("ACME_URL", "acme.test/v1/")
	t.Setenv("ACME_TOKEN", "t")
	client, err := runtime.NewClient(runtime.Setup{Environment: "ACME", Server: "https://other.test"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, client.URL(), "https://acme.test/v1")
}

func TestTheContractsServerHasVariables(t *testing.T) {
	setup := runtime.Setup{Server: "https://{region}.acme.test/{base}", Variables: map[string]string{"base": "v1"}}
	client, err := runtime.NewClient(setup, runtime.WithServerVariable("region", "eu"))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, client.URL(), "https://eu.acme.test/v1")
}

func TestASetupThatCannotWorkSaysWhatToSet(t *testing.T) {
	t.Setenv("ACME_CLIENT_ID", "app_1")
	at := runtime.WithURL("https://acme.test")
	for name, each := range map[string]struct {
		setup   runtime.Setup
		options []runtime.ClientOption
		want    string
	}{
		"no URL":          {runtime.Setup{Environment: "ACME"}, nil, "ACME_URL"},
		"no variable":     {runtime.Setup{Server: "https://{x}.test"}, nil, `WithServerVariable("x"`},
		"URL with query":  {runtime.Setup{}, []runtime.ClientOption{runtime.WithURL("https://a.test?x=1")}, "without"},
		"URL with a user": {runtime.Setup{}, []runtime.ClientOption{runtime.WithURL("https://u:p@a.test")}, "without"},
		"another scheme":  {runtime.Setup{}, []runtime.ClientOption{runtime.WithURL("ftp://a.test")}, "absolute"},
		"half":            {runtime.Setup{Environment: "ACME", ApplicationTokens: true}, []runtime.ClientOption{at}, "ACME_CLIENT_SECRET"},
		"two tokens":      {runtime.Setup{ApplicationTokens: true}, []runtime.ClientOption{at, runtime.WithToken("t"), runtime.WithApplication("a", "b")}, "one of"},
		"spaces":          {runtime.Setup{}, []runtime.ClientOption{at, runtime.WithToken("a b")}, "spaces"},
		"bad secret":      {runtime.Setup{ApplicationTokens: true}, []runtime.ClientOption{at, runtime.WithApplication("a", "plsk_x")}, "plsk_"},
		"damaged secret":  {runtime.Setup{ApplicationTokens: true}, []runtime.ClientOption{at, runtime.WithApplication("a", "plsk_"+strings.Repeat("A", 86))}, "damaged"},
		"no applications": {runtime.Setup{}, []runtime.ClientOption{at, runtime.WithApplication("a", "b")}, "which this API does not take"},
		"negative":        {runtime.Setup{}, []runtime.ClientOption{at, runtime.WithTimeout(-time.Second)}, "negative"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := runtime.NewClient(each.setup, each.options...)
			if codeOf(err) != runtime.CodeConfigurationInvalid || !strings.Contains(err.Error(), each.want) {
				t.Errorf("got %v, want %q", err, each.want)
			}
		})
	}
}

func TestAnAPIWithoutApplicationsLeavesThatOfTheEnvironmentAlone(t *testing.T) {
	t.Setenv("ACME_CLIENT_ID", "a")
	t.Setenv("ACME_CLIENT_SECRET", "b")
	if _, err := runtime.NewClient(runtime.Setup{Environment: "ACME", Server: "https://acme.test"}); err != nil {
		t.Fatal(err)
	}
}

func TestAClientShowsNoSecrets(t *testing.T) {
	client := newClient(t, runtime.WithURL("acme.test"), runtime.WithToken("hidden"), runtime.WithAPIKey("hidden"))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(verb, client); strings.Contains(text, "hidden") {
			t.Errorf("%s shows %s", verb, text)
		}
	}
}
