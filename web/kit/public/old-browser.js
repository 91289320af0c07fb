/* For browsers that cannot even read the app: only words here that all of them understand. */
(function () {
  'use strict';
  var said = false;

  function say() {
    var app = document.getElementById('app');
    if (said || !app || !app.querySelector('[aria-busy]')) return;
    said = true;
    app.textContent =
      '這個瀏覽器太舊了，打不開測驗。沒有遺失任何東西。請更新瀏覽器或系統，或換一台裝置。 ' +
      'This browser is too old to open the test. Nothing is lost. Update the browser or the ' +
      'system, or take another device.';
  }

  window.addEventListener('error', function (event) {
    if (/SyntaxError|is not a function|is not defined/.test(event.message || '')) say();
  });
  if (!('noModule' in document.createElement('script'))) window.addEventListener('load', say);
})();
