(() => {
  for (const qa of document.querySelectorAll(".qa:not([data-ready])")) {
    qa.dataset.ready = "";
    const form = qa.querySelector("form");
    const picks = (by) => by.dataset.of.split(" ").map((n) => qa.querySelector(".pick-" + n));
    const tell = () => {
      for (const by of qa.querySelectorAll(".qa-by"))
        by.setAttribute("aria-pressed", picks(by).every((pick) => pick.checked));
    };
    const choose = (event) => {
      const by = event.target.closest(".qa-by");
      if (!by || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const on = !picks(by).every((pick) => pick.checked);
      for (const pick of picks(by)) pick.checked = on;
      tell();
    };
    for (const by of qa.querySelectorAll(".qa-by")) by.setAttribute("role", "button");
    qa.addEventListener("click", choose);
    qa.addEventListener("keydown", (event) => {
      if (event.key === " ") choose(event);
      if (event.key === "Escape") form.reset();
    });
    form.addEventListener("change", tell);
    form.addEventListener("reset", () => setTimeout(tell));
    tell();
  }
})();
