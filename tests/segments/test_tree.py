"""The tree: where to stop, and pasted lists."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from segcore.rules import Any, Between, Is
from segcore.tree import Node, candidates, changed, distinct, joined, parse, rule_of, walk, without


def names(node):
    return [found.name for found in candidates(node)]


def test_the_article_stops_where_value_is_strongest():
    furniture = Node("furniture", 2, (Node("furniture 1000+", 3), Node("furniture <50", 1)))
    tree = Node(
        "B2B",
        1,
        (
            Node("production", 2, (furniture, Node("food", 1))),
            Node("e-commerce", 3, (Node("fashion", 3),)),
            Node("hospitals", 0),
        ),
    )
    assert names(tree) == ["furniture 1000+", "e-commerce"]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Node("root", 3, (Node("below", 3),)), ["root"]),
        (Node("root", 1, (Node("middle", 2, (Node("leaf", 1),)),)), ["middle"]),
        (Node("root", 1, (Node("leaf", 1),)), []),
        (Node("root", 2), ["root"]),
    ],
)
def test_small_trees(tree, expected):
    assert names(tree) == expected


def test_a_list_with_indents():
    text = "B2B 1\n  production: 2\n    furniture = 3\n    food 1\n\n  e-commerce 3\nprivate people\n"
    assert parse(text) == (
        Node("B2B", 1, (Node("production", 2, (Node("furniture", 3), Node("food", 1))), Node("e-commerce", 3))),
        Node("private people", 0),
    )


def test_a_list_of_paths():
    text = "B2B > production > furniture 3\nb2b > production 2\nB2B → e-commerce\n"
    assert parse(text) == (Node("B2B", 0, (Node("production", 2, (Node("furniture", 3),)), Node("e-commerce"))),)


def test_a_flat_list_with_bullets_and_numbers_in_names():
    assert parse("• Firms of 1000\n- Studio 54\n* 3\n") == (Node("Firms of 1000"), Node("Studio 54"), Node("3"))


def test_a_run_of_spaces_is_one():
    """Forty thousand of them, which a person may paste, would take a minute where they are looked through again."""
    assert parse("Firms" + " " * 39_000 + "of 1000") == (Node("Firms of 1000"),)
    assert parse("a" + " " * 20_000 + ">" + " " * 19_000 + "b   3") == (Node("a", 0, (Node("b", 3),)),)


def test_lists_that_go_on_forever_are_refused():
    with pytest.raises(LabradorError) as refused:
        parse(" > ".join("abcdefghijklm"))
    assert (refused.value.code, refused.value.facts) == ("tree.too_deep", {"limit": 12, "line": 1})
    with pytest.raises(LabradorError) as refused:
        parse("\n".join(f"segment number x{place}" for place in range(501)))
    assert (refused.value.code, refused.value.facts) == ("tree.too_many", {"limit": 500, "line": 501})


def test_walking_and_changing():
    tree = Node("a", 0, (Node("b", 1), Node("c", 2, (Node("b", 3),))))
    assert [path for path, _ in walk(tree)] == [("a",), ("a", "b"), ("a", "c"), ("a", "c", "b")]
    moved = changed(tree, ("a", "c", "b"), strength=0)
    assert [node.strength for _, node in walk(moved)] == [0, 1, 2, 0]
    assert changed(tree, ("a", "x"), strength=3) == tree


def test_trees_are_joined_by_name():
    one = parse("B2B 1 > production 2 > furniture 2")
    more = parse("b2b > Production > food 1\nB2B > hospitals 3\nSchools")
    assert joined(one, more) == parse("B2B 1\n  production 2\n    furniture 2\n    food 1\n  hospitals 3\nSchools")
    assert joined(one, ()) == one == joined((), one)


def test_a_node_is_taken_out_with_all_below_it():
    trees = parse("B2B\n  production\n    furniture\n  hospitals\nSchools")
    assert without(trees, ("B2B", "production")) == parse("B2B > hospitals\nSchools")
    assert without(trees, ("Schools",)) == parse("B2B\n  production\n    furniture\n  hospitals")
    assert without(trees, ("B2B", "nowhere", "else")) == trees
    assert without(trees, ()) == trees


def test_siblings_of_one_name_are_noticed():
    assert distinct(parse("B2B\n  a\n    b\n  b"))
    assert not distinct((Node("B2B", children=(Node("a"), Node("A"))),))


def test_a_node_has_its_own_rule_that_of_its_segment_or_those_below_it():
    large, growing, carriers = Between("revenue", 1000.0), Is("trend", ("growing",)), Is("industry", ("Transport",))
    dog = Node("Dog", 3, (Node("Labrador", rule=large), Node("Poodle", rule=growing), Node("Stray")))
    tree = Node("Animal", 1, (dog, Node("Cat", rule=large), Node("Fish")))
    assert rule_of(dog) == Any((large, growing))
    assert rule_of(tree) == Any((Any((large, growing)), large))
    assert rule_of(Node("Fish", children=(Node("Carp"),))) is None
    assert rule_of(Node("Cats", children=(tree.children[1], Node("Lynx", rule=large)))) == large, "not twice"
    assert rule_of(dog, {"dog": carriers, "poodle": carriers}) == carriers
    assert rule_of(changed(dog, ["Dog"], rule=growing), {"dog": carriers}) == growing


def test_rules_of_nodes_stay_where_lists_are_joined():
    rule = Is("abc", ("A",))
    one, more = (Node("B2B", 1, (Node("food", 2, rule=rule),)),), parse("b2b > food 3\nb2b > wood")
    assert joined(one, more) == (Node("B2B", 1, (Node("food", 3, rule=rule), Node("wood"))),)
