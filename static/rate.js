/* The code from a scanned slip stands behind the # of the address, where no server log sees it: into the field with it. */
"use strict";

(() => {
  const field = document.querySelector("#rate-code [name=code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !code) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
})();
