"""The keyboard is given to what is needed next, where a reader would otherwise press Tab past all before it."""

import json

import streamlit as st

# A part is shown once all are there; who has begun to do something else is left alone. On a touch screen the
# letters would cover the page unasked.
_GIVES = """<script>(() => {
  let looks = 100;
  const stop = () => { looks = 0; };
  const looking = setInterval(() => {
    const wanted = document.querySelector(%s);
    if (looks-- > 0) wanted?.focus();
    if (looks > 0 && wanted !== document.activeElement) return;
    clearInterval(looking);
    for (const name of ["keydown", "pointerdown"]) removeEventListener(name, stop, true);
  }, 50);
  if (!matchMedia("(pointer: fine)").matches) stop();
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, stop, true);
})()</script>"""


def give_keyboard(wanted: str) -> None:
    """Gives the keyboard to a part of the page once, when this is drawn where it was not before.

    Args:
        wanted: a CSS selector.
    """
    with st.container(key="unseen-focus"):
        st.html(_GIVES % json.dumps(wanted), unsafe_allow_javascript=True)
