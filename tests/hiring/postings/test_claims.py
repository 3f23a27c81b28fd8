"""Scale counts in figures and in words; digits that are no scale don't. A stack has names."""

from __future__ import annotations

import pytest

from hiring.postings.claims import names_technology, says_scale
from tests.guides import load_sample_guide

POSTING = load_sample_guide().roles["ai-tech-lead"].posting
assert POSTING is not None

SCALE = """
Ranks half a million shops a day
Helps thousands of nurses plan their shifts
Used in a quarter of all German pharmacies
Ranks 2 million listings a day
Fraud detection for 3,000 banks
Trains on 300 GPUs
Answers 10k tickets a day
p99 under 80ms
Serves 12 hospitals
Reads 4 PB of genomes
Plans 95% of UK trains
Every public school in Ohio
Prices a third of Dutch mortgages
One in three French farmers
Twelve airports
Two hundred clinics
200 req/s
50 000 Händler
40.000 shops
GPT-4 agents for 300 law firms
A copilot on Llama 3 for 20,000 engineers
Founded in 2019, we score 3m payments a day
A dozen factories
All trains in Switzerland
$2 billion of payments a year
27 EU member states
150 countries
~400 warehouses
Most German pharmacies
Every second German household
Timetables for the whole of Denmark
70B models on 512 H100s
"""
NO_SCALE = """
Uses GPT-4 to answer questions
Runs 24/7
Built in Python 3.11
Ships in Q4
A B2B platform
Launched in 2024
For L5 engineers
Built with Llama 3 and K8s
An Industry 4.0 platform
A 360-degree view
3D vision
10x faster search
Version 2 of our engine
An ISO 27001 certified platform
Ranks listings for shops
Search at scale
5G networks
A Series B company with $40m of funding
We raised $40 million
24/7 support for shops
A team of 6 engineers
Live in 3 months
100% remote
24 hours a day
One of the largest banks
Python 3 services
Phase 3 trials
gpt-4o-mini for chat
Cuts costs by 30%
Most of our work
Everything for all our users
"""
STACKS = """
PyTorch, Ray
XLA and TVM
python, sql
Python
We use PyTorch.
PyTorch and the usual stuff
modern Python tooling (uv, ruff, polars)
jax on tpu
Go, Rust
C++
Whatever fits, mostly Spark
Azure ML
AWS SageMaker
Python, mostly
"""
NO_STACKS = """
the usual modern Python stuff
Modern machine-learning tools
AWS stuff
the latest AI technologies
state-of-the-art frameworks
our proprietary in-house platform
cloud, big data and ML
TBD
n/a
various open-source libraries
standard Python stack
LLMs and agents
whatever works
typical GCP setup
our own framework
cloud-native tools
all kinds of tools
best-of-breed technologies
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(SCALE))
def test_how_big_it_is_counts_in_figures_and_in_words(text: str) -> None:
    assert POSTING is not None
    assert says_scale(text, POSTING.scale)


@pytest.mark.parametrize("text", lines(NO_SCALE))
def test_digits_that_say_nothing_of_the_size_do_not_count(text: str) -> None:
    assert POSTING is not None
    assert not says_scale(text, POSTING.scale)


@pytest.mark.parametrize("text", lines(STACKS))
def test_a_stack_with_names_is_a_stack(text: str) -> None:
    assert POSTING is not None
    assert names_technology(text, POSTING.no_names, POSTING.broad, POSTING.vague)


@pytest.mark.parametrize("text", ["", " ", "-", *lines(NO_STACKS)])
def test_words_without_names_are_no_stack(text: str) -> None:
    assert POSTING is not None
    assert not names_technology(text, POSTING.no_names, POSTING.broad, POSTING.vague)
