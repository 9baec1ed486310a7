"""Compares verdicts on values with those of jsonschema.

Each line of the input is `[schema, [[value, [way, …]], …]]`, a way being the errors found in one way, each of them
`[instanceLocation, keywordLocation, absoluteKeywordLocation]`. For each value a line is printed: `valid` or `invalid`,
and what the ways report otherwise than the reference.
"""

import decimal
import json
import sys
import urllib.parse
import warnings

from jsonschema import Draft6Validator, Draft7Validator, Draft201909Validator, Draft202012Validator, validators

warnings.simplefilter("ignore")
decimal.getcontext().prec = 2_000


def is_integer(checker, value):
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or isinstance(value, decimal.Decimal) and value == value.to_integral_value()


def exact(validator):
    """The validator for numbers that are read as decimals, so that multiples are exact."""
    return validators.extend(validator, type_checker=validator.TYPE_CHECKER.redefine("integer", is_integer))


DRAFTS = {
    "http://json-schema.org/draft-06/schema#": exact(Draft6Validator),
    "http://json-schema.org/draft-07/schema#": exact(Draft7Validator),
    "https://json-schema.org/draft/2019-09/schema": exact(Draft201909Validator),
    "https://json-schema.org/draft/2020-12/schema": exact(Draft202012Validator),
}
REFERENCES = {"$ref", "$dynamicRef", "$recursiveRef"}
# Of these the reference reports one error that does not lead further, or names less of the way.
WHOLE = {
    "anyOf", "oneOf", "unevaluatedProperties", "unevaluatedItems", "propertyNames", "dependentRequired", "dependencies",
    "contains", "minContains", "maxContains",
}
UNEVALUATED = {"unevaluatedProperties", "unevaluatedItems"}
# What holds schemas: one, a list of them, or some by name.
IN_LISTS = {"allOf", "anyOf", "oneOf", "prefixItems", "items"}
BY_NAME = {"properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"}
IN_PLACE = {
    "not", "if", "then", "else", "items", "additionalItems", "additionalProperties", "propertyNames", "contains",
    "unevaluatedProperties", "unevaluatedItems",
}
# The reference loses the place of a schema that is false.
FALSE = {"not": {}, "$comment": "false"}


def spelt_out(schema):
    """The schema without `false`."""
    if not isinstance(schema, dict):
        return schema if schema is not False else FALSE
    result = dict(schema)
    for key, value in schema.items():
        if key in BY_NAME:
            result[key] = {name: spelt_out(member) for name, member in value.items()}
        elif key in IN_LISTS and isinstance(value, list):
            result[key] = [spelt_out(member) for member in value]
        elif key in IN_PLACE:
            result[key] = spelt_out(value)
    return result


def pointer(path):
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in path)


def tokens(text):
    return [token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]]


def place(instance, path):
    """What both sides say of an error: where in the value and where in the schema."""
    path = [str(token) for token in path if token not in REFERENCES]
    for index, token in enumerate(path):
        if token in WHOLE:
            token = "contains" if token in ("minContains", "maxContains") else token
            return "*", pointer(path[:index] + [token])
    # A member that two schemas require is reported once.
    return instance, "/required" if path and path[-1] == "required" else pointer(path)


def is_inside(path, other):
    return path[: len(other)] == other


def difference(found, errors):
    if bool(found) != bool(errors):
        return f"found {found}, expected {[(pointer(e.absolute_path), e.validator) for e in errors]}"
    # With a value of a wrong type nothing else is said of it.
    closed = [list(e.absolute_path) for e in errors if e.validator in ("type", "anyOf", "oneOf") or e.schema == FALSE]
    known, required = set(), set()
    for error in errors:
        path = list(error.absolute_path)
        way = list(error.absolute_schema_path)
        item = place(pointer(path), way[:-1] if error.schema == FALSE else way)
        known.add(item)
        if not any(is_inside(path, other) for other in closed):
            required.add(item)
    ours = {place(instance, tokens(keyword)) for instance, keyword, _ in found}
    if len(errors) > 1 or any(error.validator not in UNEVALUATED for error in errors):
        # What schemas that fail have evaluated is not defined.
        required, known, ours = (without_unevaluated(items) for items in (required, known, ours))
    if not required <= ours:
        return f"not found: {required - ours}"
    if not ours <= known:
        return f"found as well: {ours - known}"
    return ""


def without_unevaluated(items):
    return {item for item in items if not item[1].endswith(("/unevaluatedProperties", "/unevaluatedItems"))}


def location(schema, keyword):
    """The absolute location of a keyword in a schema without identifiers; None if a reference on the way is no pointer."""
    node, path = schema, []
    for token in tokens(keyword):
        if token in REFERENCES:
            target = node[token]
            if not (target == "#" or target.startswith("#/")):
                return None
            node, path = schema, []
            steps = tokens(urllib.parse.unquote(target[1:]))
        else:
            steps = [token]
        for step in steps:
            node = node[int(step)] if isinstance(node, list) else node[step]
            path.append(step)
    return "#" + urllib.parse.quote(pointer(path), safe="/-._~!$&'()*+,;=:@")


def misplaced(schema, found):
    """An error whose absolute location is not that to which the references on its way lead."""
    if "$id" in schema:
        return ""
    for _, keyword, absolute in found:
        if not any(token in REFERENCES for token in tokens(keyword)):
            if absolute:
                return f"{keyword} has the absolute location {absolute}"
            location(schema, keyword.removesuffix(named(keyword)))
            continue
        expected = location(schema, keyword.removesuffix(named(keyword)))
        if expected is not None and expected + urllib.parse.quote(named(keyword)) != absolute:
            return f"{keyword} has the absolute location {absolute}, not {expected}"
    return ""


def named(keyword):
    """The name of a member after the keyword, which is no key there."""
    path = tokens(keyword)
    return pointer(path[-1:]) if len(path) > 1 and path[-2] in ("dependentRequired", "dependencies") else ""


def lost(schema, found):
    try:
        return misplaced(schema, found)
    except (KeyError, IndexError, ValueError) as error:
        return f"one of {found} leads nowhere: {error!r}"


for line in sys.stdin:
    schema, values = json.loads(line, parse_float=decimal.Decimal)
    plain = spelt_out(schema)
    # With it, a reference to the root would lead to a validator without exact decimals.
    validator = DRAFTS[plain.pop("$schema")](plain)
    for value, ways in values:
        errors = list(validator.iter_errors(value))
        differences = [difference(found, errors) or lost(schema, found) for found in ways]
        print(" ".join(["invalid" if errors else "valid"] + sorted({text for text in differences if text})))
