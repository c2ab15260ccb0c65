// Load the page again when something new has arrived, unless somebody is reading the details.
const list = document.getElementById("arrivals");
setInterval(async () => {
  if (document.hidden || list.querySelector("details[open]")) return;
  const answer = await fetch(list.dataset.poll).catch(() => null);
  if (answer?.ok && (await answer.text()) !== list.dataset.latest) location.reload();
}, 2000);
