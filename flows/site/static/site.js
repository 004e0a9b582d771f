// What shortens paths; every page is whole without it. Plain script, no library, no request.
(function () {
  "use strict";
  document.querySelectorAll(".needs-script").forEach(function (one) { one.hidden = false; });
  openDetailsForPrint();
  var table = document.getElementById("massnahmen");
  if (table) { chooseRows(table); }

  // Printing shows what is folded away, and folds it again afterwards.
  function openDetailsForPrint() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.prototype.filter.call(document.querySelectorAll("details:not(.whole)"), function (one) { return !one.open; });
      opened.forEach(function (one) { one.open = true; });
    });
    window.addEventListener("afterprint", function () { opened.forEach(function (one) { one.open = false; }); });
  }

  // As flows/site/words.py: folded.
  function folded(text) {
    return text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss")
      .normalize("NFKD").replace(/\p{M}/gu, "");
  }

  function chooseRows(table) {
    var AT_ONCE = 400;
    var NAMES = ["suche", "feld", "ausgabe", "aenderung", "status", "akteur"];
    var COLUMN = { titel: 0, ausgabe: 1, feld: 2, aenderung: 3, status: 4, akteur: 5, seite: 6 };
    var body = table.tBodies[0];
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var words = heads.map(function (head) { return head.textContent.trim(); });
    var message = document.getElementById("meldung");
    var more = document.getElementById("mehr");
    var heading = document.getElementById("titel");
    var fields = {};
    NAMES.forEach(function (name) { fields[name] = document.getElementById(name); });
    var compare = new Intl.Collator("de", { numeric: true }).compare;
    var number = new Intl.NumberFormat("de-DE");
    var order = { column: null, down: false };
    var shown = AT_ONCE;
    var chosen = [];
    var rows = Array.prototype.map.call(body.rows, function (row, at) {
      var cells = Array.prototype.map.call(row.cells, function (cell) { return cell.textContent.trim().replace(/\s+/g, " "); });
      var kinds = Array.prototype.map.call(row.cells[3].children, function (kind) { return kind.textContent; });
      var found = folded([cells[0], cells[2], cells[5]].join(" "));
      return { row: row, at: at, cells: cells, kinds: kinds, text: found, actor: folded(cells[5]), address: row.cells[0].firstElementChild.href };
    });

    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = words[column];
      button.addEventListener("click", function () {
        order.down = order.column === column ? !order.down : false;
        order.column = column;
        remember();
        draw();
      });
      head.replaceChildren(button);
    });
    NAMES.forEach(function (name) {
      fields[name].addEventListener("input", function () { shown = AT_ONCE; remember(); draw(); });
    });
    document.getElementById("wahl").addEventListener("submit", function (event) { event.preventDefault(); });
    document.getElementById("zuruecksetzen").addEventListener("click", function () {
      NAMES.forEach(function (name) { fields[name].value = ""; });
      order = { column: null, down: false };
      shown = AT_ONCE;
      remember();
      draw();
      fields.suche.focus();
    });
    document.getElementById("csv").addEventListener("click", download);
    more.addEventListener("click", function () {
      var next = chosen[shown];
      shown += AT_ONCE;
      draw();
      if (next) { next.row.cells[0].firstElementChild.focus(); }
    });
    window.addEventListener("hashchange", function () { recall(); draw(); });
    recall();
    draw();

    function wanted() {
      var needles = folded(fields.suche.value).split(/\s+/).filter(Boolean);
      var actor = folded(fields.akteur.value.trim());
      return rows.filter(function (one) {
        return needles.every(function (needle) { return one.text.includes(needle); })
          && (!actor || one.actor.includes(actor))
          && (!fields.ausgabe.value || one.cells[1] === fields.ausgabe.value)
          && (!fields.feld.value || one.cells[2] === fields.feld.value)
          && (!fields.aenderung.value || one.kinds[0] === fields.aenderung.value)
          && (!fields.status.value || one.cells[4] === fields.status.value);
      });
    }

    function draw() {
      chosen = wanted();
      if (order.column !== null) {
        chosen.sort(function (one, other) {
          var found = compare(one.cells[order.column], other.cells[order.column]) || one.at - other.at;
          return order.down ? -found : found;
        });
      }
      var piece = document.createDocumentFragment();
      chosen.slice(0, shown).forEach(function (one) { piece.appendChild(one.row); });
      body.replaceChildren(piece);
      heads.forEach(function (head, column) {
        if (column === order.column) { head.setAttribute("aria-sort", order.down ? "descending" : "ascending"); }
        else { head.removeAttribute("aria-sort"); }
      });
      more.parentElement.hidden = chosen.length <= shown;
      tell();
    }

    function tell() {
      var parts = NAMES.filter(function (name) { return fields[name].value; }).map(function (name) {
        return name === "suche" || name === "akteur" ? "„" + fields[name].value + "“" : fields[name].value;
      });
      heading.textContent = parts.length ? "Maßnahmen: " + parts.join(", ") : "Alle Maßnahmen";
      var hidden = Math.max(0, chosen.length - shown);
      message.textContent = chosen.length
        ? number.format(chosen.length) + " von " + number.format(rows.length) + " Maßnahmen"
          + (hidden ? ", davon " + number.format(shown) + " gezeigt" : "")
        : "Keine Maßnahme passt zu dieser Auswahl.";
    }

    // The choice stands in the address, so that it can be sent to others.
    function remember() {
      var kept = new URLSearchParams();
      NAMES.forEach(function (name) { if (fields[name].value) { kept.set(name, fields[name].value); } });
      if (order.column !== null) {
        var name = Object.keys(COLUMN).find(function (key) { return COLUMN[key] === order.column; });
        kept.set("sortiert", name + (order.down ? "-ab" : "-auf"));
      }
      var text = kept.toString();
      window.history.replaceState(null, "", window.location.pathname + (text ? "#" + text : ""));
    }

    function recall() {
      var asked = new URLSearchParams(window.location.search);
      var kept = new URLSearchParams(window.location.hash.slice(1) || asked.toString());
      NAMES.forEach(function (name) { fields[name].value = kept.get(name) || ""; });
      var sorted = (kept.get("sortiert") || "").split("-");
      order = { column: sorted[0] in COLUMN ? COLUMN[sorted[0]] : null, down: sorted[1] === "ab" };
      if (window.location.search) { remember(); }
    }

    // As the CSV files for Excel of the release: semicolons, CRLF, and no text that a spreadsheet would run.
    function download() {
      var lines = [words.concat("Adresse")].concat(chosen.map(function (one) { return one.cells.concat(one.address); }));
      var text = lines.map(function (cells) { return cells.map(quoted).join(";"); }).join("\r\n") + "\r\n";
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
      link.download = "massnahmen-auswahl.csv";
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    }

    function quoted(text) {
      var safe = /^\s*[=+\-@\t＝＋－＠]/.test(text) ? "'" + text : text;
      return /[;"\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    }
  }
})();
