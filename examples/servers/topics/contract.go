package main

import (
	"cmp"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// A problem is a code of specs/errors.yaml.
type problem string

func (p problem) Error() string { return problems[p].title }

var problems = map[problem]struct {
	status int
	title  string
}{
	"invalid_json":           {400, "The body is not valid JSON"},
	"validation_failed":      {400, "The request does not match its schema"},
	"invalid_cursor":         {400, "The cursor is not valid"},
	"invalid_filter":         {400, "The filter is not valid"},
	"missing_token":          {401, "No credentials were sent"},
	"invalid_token":          {401, "The token is not valid"},
	"token_expired":          {401, "The token has expired"},
	"token_revoked":          {401, "The token was revoked"},
	"insufficient_scope":     {403, "The token lacks the scope"},
	"not_found":              {404, "The resource does not exist"},
	"route_not_found":        {404, "There is no such path"},
	"method_not_allowed":     {405, "The method is not allowed here"},
	"already_exists":         {409, "The resource already exists"},
	"version_conflict":       {412, "The resource has changed"},
	"payload_too_large":      {413, "The content is too large"},
	"unsupported_media_type": {415, "The media type is not supported"},
	"unprocessable":          {422, "The content cannot be applied"},
	"idempotency_mismatch":   {422, "The key was used for another call"},
}

// A rule says what specs/schemas allow: the pattern of a text, the kind that other JSON is in Go, or one of these.
type (
	rule    any
	anyOf   []rule
	allOf   []rule
	integer struct{ least, most float64 }
	// expression is a text in RE2 syntax.
	expression struct{}
	list       struct {
		most  int
		items rule
	}
	// object has the members that are named, and others if there is a rule for these and for their names.
	object struct {
		least, most  int
		required     []string
		members      map[string]rule
		name, others rule
	}
)

var (
	anyText, shortText = of(`.*`), of(`.{1,200}`)
	label, value       = of(`[A-Za-z0-9][A-Za-z0-9._/-]{0,62}`), of(`.{0,256}`)
	creation           = object{1, 6, []string{"name"}, map[string]rule{
		"name":        allOf{of(`[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*`), of(`.{1,150}`)},
		"description": of(`.{0,1000}`), "source": of(`database|document|socket|application`),
		"retentionSeconds": integer{0, 31536000}, "validation": of(`none|warn|reject`),
		"labels": object{0, 64, nil, nil, label, value},
	}, nil, nil}
	change = object{1, 5, nil, map[string]rule{
		"description": creation.members["description"], "source": creation.members["source"],
		"retentionSeconds": creation.members["retentionSeconds"], "validation": creation.members["validation"],
		"labels": object{0, 64, nil, nil, label, anyOf{value, reflect.Invalid}},
	}, nil, nil}

	ordered, scalar = anyOf{anyText, reflect.Float64}, anyOf{anyText, reflect.Float64, reflect.Bool, reflect.Invalid}
	operators       = object{1, 11, nil, map[string]rule{
		"eq": scalar, "ne": scalar, "in": list{100, scalar}, "nin": list{100, scalar}, "exists": reflect.Bool,
		"prefix": shortText, "matches": allOf{shortText, expression{}}, "gt": ordered, "gte": ordered, "lt": ordered, "lte": ordered,
	}, nil, nil}
	filter     object
	parameters = map[string]rule{
		"prefix": of(`.{0,150}`), "source": creation.members["source"], "filter": anyText, "order": of(`asc|desc`),
		"limit": of(`[1-9][0-9]?|100`), "cursor": of(`.{1,1000}.{0,24}`), "Request-Id": of(`[A-Za-z0-9._-]{1,128}`),
		"Idempotency-Key": of(`[!-~]{1,255}`), "If-Match": of(`\*|"[0-9]+"`), "If-None-Match": of(`"[0-9]+"`),
	}
)

func init() {
	for range 8 { // as deep as a filter may be
		members := map[string]rule{"and": list{20, filter}, "or": list{20, filter}, "not": filter}
		filter = object{0, 32, nil, members, anyText, anyOf{scalar, operators}}
	}
}

// of is the pattern of a whole text.
func of(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?s)^(?:` + pattern + `)$`) }

// fits tells whether a value is what a rule says.
func fits(r rule, value any) bool {
	unfit := func(each rule) bool { return !fits(each, value) }
	switch r := r.(type) {
	case *regexp.Regexp:
		text, ok := value.(string)
		return ok && r.MatchString(text)
	case reflect.Kind:
		return reflect.ValueOf(value).Kind() == r
	case expression:
		_, err := regexp.Compile(value.(string))
		return err == nil
	case integer:
		number, ok := value.(float64)
		return ok && number == math.Trunc(number) && number >= r.least && number <= r.most
	case anyOf:
		return slices.ContainsFunc(r, func(each rule) bool { return fits(each, value) })
	case allOf:
		return !slices.ContainsFunc(r, unfit)
	case list:
		items, ok := value.([]any)
		return ok && len(items) > 0 && len(items) <= r.most &&
			!slices.ContainsFunc(items, func(item any) bool { return !fits(r.items, item) })
	case object:
		members, ok := value.(map[string]any)
		for name, member := range members {
			known, named := r.members[name]
			ok = ok && (named && fits(known, member) || !named && fits(r.name, name) && fits(r.others, member))
		}
		missing := func(name string) bool { return members[name] == nil }
		return ok && len(members) >= r.least && len(members) <= r.most && !slices.ContainsFunc(r.required, missing)
	}
	return false
}

// selects tells whether a filter selects a topic.
func selects(filter map[string]any, topic map[string]any) bool {
	selected := func(each any) bool { return selects(each.(map[string]any), topic) }
	for path, wanted := range filter {
		several, _ := wanted.([]any)
		tests, isObject := wanted.(map[string]any)
		if !isObject {
			tests = map[string]any{"eq": wanted}
		}
		found := true
		switch path {
		case "and":
			found = !slices.ContainsFunc(several, func(each any) bool { return !selected(each) })
		case "or":
			found = slices.ContainsFunc(several, selected)
		case "not":
			found = !selected(wanted)
		default:
			for operator, each := range tests {
				found = found && meets(valueAt(topic, path), operator, each)
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// valueAt follows a path such as labels.env. A label may have dots itself.
func valueAt(topic map[string]any, path string) any {
	if label, ok := strings.CutPrefix(path, "labels."); ok {
		return topic["labels"].(map[string]any)[label]
	}
	return topic[path]
}

// meets tells whether a value is what an operator wants.
func meets(have any, operator string, wanted any) bool {
	text, isText := have.(string)
	bound, isBound := wanted.(string)
	comparable, order := isText && isBound, cmp.Compare(text, bound)
	if number, isNumber := have.(float64); isNumber {
		limit, isLimit := wanted.(float64)
		comparable, order = isLimit, cmp.Compare(number, limit)
	}
	switch operator {
	case "eq", "ne":
		return reflect.DeepEqual(have, wanted) == (operator == "eq")
	case "in", "nin":
		return slices.ContainsFunc(wanted.([]any), func(each any) bool { return reflect.DeepEqual(have, each) }) == (operator == "in")
	case "exists":
		return (have != nil) == wanted
	case "prefix":
		return isText && strings.HasPrefix(text, bound)
	case "matches":
		return isText && regexp.MustCompile(bound).MatchString(text)
	}
	outcome := map[string]bool{"gt": order > 0, "gte": order >= 0, "lt": order < 0, "lte": order <= 0}
	return comparable && outcome[operator]
}
