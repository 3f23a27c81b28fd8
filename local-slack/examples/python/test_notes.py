from local_slack.testing import words


def test_a_note_is_written_in_a_form_and_posted(local_slack):
    maya = local_slack.person("maya")
    maya.say("#general", "/note the office")
    offer = maya.sees("#general")[-1]
    assert "the office" in words(offer)

    maya.press(offer, "Write it")
    form = maya.modal()
    maya.fill(form, {"Note": "The door sticks."})
    maya.submit(form)

    sam = local_slack.person("sam")
    sam.until(lambda screen: "The door sticks." in str(screen["messages"]))


def test_nobody_else_sees_the_offer(local_slack):
    local_slack.person("maya").say("#general", "/note")
    assert local_slack.person("sam").sees("#general") == []


def test_a_mention_is_answered_in_its_thread(local_slack):
    maya = local_slack.person("maya")
    maya.say("#general", "@notes hello")
    maya.until(lambda screen: screen["messages"]["C0GENERAL"][1:])
    mention, answer = local_slack.person("sam").screen()["messages"]["C0GENERAL"]
    assert "/note" in words(answer)
    assert answer["thread_ts"] == mention["ts"]
