from local_slack.testing import words


def test_a_note_is_written_in_a_form_and_posted(local_slack):
    maya, sam = local_slack.person("maya"), local_slack.person("sam")
    maya.say("#general", "/note the office")
    offer = maya.sees("#general")[-1]
    assert "the office" in words(offer)

    maya.press(offer, "Write it")
    form = maya.wait_for_modal()
    maya.fill(form, {"Note": "The door sticks."})
    assert maya.submit(form) is None

    sam.wait_for_message("#general", "The door sticks.")


def test_nobody_else_sees_the_offer(local_slack):
    local_slack.person("maya").say("#general", "/note")
    assert local_slack.person("sam").sees("#general") == []


def test_a_mention_is_answered_in_its_thread(local_slack):
    maya = local_slack.person("maya")
    mention = maya.say("#general", "@notes hello")
    answer = maya.wait_for_message("#general", "Type `/note` to write one.")
    assert answer["thread_ts"] == mention["ts"]
