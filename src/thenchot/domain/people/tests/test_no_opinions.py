"""Only acts and decisions are recorded: no table of people has a place for opinions, beliefs, religion or private life."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.utils import translation

# Whole words (English names) and phrases (Vietnamese titles) of what is not recorded.
KEPT_OUT = (
    *(
        "opinion",
        "belief",
        "faith",
        "religion",
        "confession",
        "ideology",
        "attitude",
        "loyalty",
        "morale",
        "view",
        "views",
    ),
    *("sympathy", "thought", "sentiment", "mood", "character", "personality", "psychology", "suspicion", "informant"),
    *("family", "marital", "spouse", "husband", "wife", "children", "relative", "relatives", "parentage", "origin"),
    *(
        "ethnicity",
        "race",
        "health",
        "illness",
        "disease",
        "orientation",
        "income",
        "debt",
        "property",
        "hobby",
        "habits",
    ),
    *("friends", "contacts", "phone", "address", "email", "conversation", "posts_online", "travel", "private"),
)
KEPT_OUT_VI = (
    *("quan điểm", "tư tưởng", "tôn giáo", "tín ngưỡng", "chính kiến", "thái độ", "lòng trung thành", "dân tộc"),
    *("gia đình", "hôn nhân", "vợ", "chồng", "đời tư", "sức khỏe", "bệnh", "thành phần xuất thân", "nhận xét"),
)
MODELS = list(apps.get_app_config("people").get_models())


def kept_out(name: str) -> set[str]:
    """Words of a column's or table's name that must not be there."""
    words = re.findall(r"[a-z]+", re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower())
    return set(words) & set(KEPT_OUT)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_column_is_for_opinions_beliefs_or_private_life(model):
    for field in (None, *model._meta.concrete_fields):
        said = field or model._meta
        with translation.override("en"):
            english = str(said.verbose_name)
        with translation.override("vi"):
            vietnamese = str(said.verbose_name).lower()
        names = (field.name if field else model.__name__, english)
        wrong = set().union(*map(kept_out, names)) | {said for said in KEPT_OUT_VI if f" {said} " in f" {vietnamese} "}
        assert not wrong, f"{model._meta.label}: {names} speaks of {wrong}; only acts and decisions are recorded"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_free_text_is_short_so_that_no_file_on_a_person_can_grow_in_it(model):
    lengths = {
        f.name: f.max_length for f in model._meta.concrete_fields if f.get_internal_type() in {"CharField", "TextField"}
    }
    assert all(length is not None and length <= 500 for length in lengths.values()), lengths


@pytest.mark.parametrize("name", ["religion", "PersonOpinion", "family_status", "political_views"])
def test_the_test_itself_finds_such_names(name):
    assert kept_out(name)
