from dataclasses import replace

from bot.conversations.store import MemoryConversations


def make(limit=10, max_age=60.0):
    now = [0.0]
    return MemoryConversations(limit=limit, max_age=max_age, clock=lambda: now[0]), now


def test_a_saved_conversation_is_found_again():
    store, _ = make()
    begun = store.open(None, company="kge")
    store.save(replace(begun, question="hoe lang"))
    assert store.open(begun.conversation_id, company="kge").question == "hoe lang"


def test_an_id_of_another_company_gives_a_new_conversation():
    store, _ = make()
    begun = replace(store.open(None, company="kge"), question="geheim")
    store.save(begun)
    found = store.open(begun.conversation_id, company="tenrok")
    assert (found.question, found.conversation_id == begun.conversation_id) == ("", False)


def test_an_unknown_id_is_not_taken_over():
    store, _ = make()
    assert store.open("gekozen-door-klant", company="kge").conversation_id != "gekozen-door-klant"


def test_the_oldest_goes_when_there_are_too_many():
    store, _ = make(limit=2)
    ids = []
    for number in range(3):
        begun = replace(store.open(None, company="kge"), question=str(number))
        store.save(begun)
        ids.append(begun.conversation_id)
    assert [store.open(i, company="kge").question for i in ids] == ["", "1", "2"]


def test_a_silent_conversation_is_forgotten_and_a_used_one_is_not():
    store, now = make(max_age=60)
    silent, used = (replace(store.open(None, company="kge"), question="q") for _ in range(2))
    store.save(silent)
    store.save(used)
    now[0] = 50
    store.save(used)
    now[0] = 70
    assert store.open(silent.conversation_id, company="kge").question == ""
    assert store.open(used.conversation_id, company="kge").question == "q"


def test_an_erased_conversation_is_gone_and_erasing_twice_is_no_error():
    store, _ = make()
    begun = replace(store.open(None, company="kge"), question="q")
    store.save(begun)
    store.erase(begun.conversation_id)
    store.erase(begun.conversation_id)
    assert store.open(begun.conversation_id, company="kge").question == ""
