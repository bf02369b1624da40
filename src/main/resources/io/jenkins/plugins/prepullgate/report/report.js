// Sorts the rows of a report's tables by the column whose header is pressed: up, down, then as they were written, gravest first. It stands in pages
// that are read as XML, too, so it does without the two characters that begin something there; and it keeps to what Jenkins' test browser knows.
(function () {
  "use strict";

  const SECONDS = { d: 86400, h: 3600, m: 60, s: 1 };

  // Such as +2m5s or 0.3s; not a number when the text is no span of time.
  function seconds(text) {
    if (!/^\+?(\d+(\.\d+)?[dhms])+$/.test(text)) {
      return NaN;
    }
    return text.match(/\d+(\.\d+)?[dhms]/g).reduce((sum, part) => sum + parseFloat(part) * SECONDS[part.slice(-1)], 0);
  }

  // Spans of time by their length, numbers within names as numbers; a cell that says nothing comes last either way.
  function order(words, direction) {
    return (a, b) => {
      if (a.says !== b.says) {
        return a.says ? -1 : 1;
      }
      const longer = a.seconds - b.seconds;
      return direction * (isNaN(longer) ? words.compare(a.text, b.text) : longer);
    };
  }

  function sorted(rows, column, direction) {
    const entries = rows.map((row) => {
      const text = row.cells[column].textContent.trim();
      return { row: row, text: text, says: !/^-?$/.test(text), seconds: seconds(text) };
    });
    entries.sort(order(new Intl.Collator("en", { numeric: true }), direction));
    return entries.map((entry) => entry.row);
  }

  function press(table, written, header) {
    const next = { ascending: "descending", descending: null }[header.getAttribute("aria-sort")];
    const way = next === undefined ? "ascending" : next;
    Array.from(table.tHead.rows[0].cells).forEach((other) => other.removeAttribute("aria-sort"));
    if (way !== null) {
      header.setAttribute("aria-sort", way);
    }
    const rows = way === null ? written : sorted(written, header.cellIndex, way === "ascending" ? 1 : -1);
    rows.forEach((row) => table.tBodies[0].appendChild(row));
  }

  // The buttons are made here, so that a page whose scripts may not run has none that do nothing.
  function makeSortable(table) {
    const written = Array.from(table.tBodies[0].rows);
    Array.from(table.tHead.rows[0].cells).forEach((header) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pg-sort";
      button.textContent = header.textContent;
      button.addEventListener("click", () => press(table, written, header));
      header.textContent = "";
      header.appendChild(button);
    });
  }

  function begin() {
    document.querySelectorAll("table.pg-sortable").forEach(makeSortable);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
