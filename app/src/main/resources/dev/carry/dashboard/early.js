// Before the first paint: the chosen theme and language, so that nothing flashes.
{
  let saved = {};
  try {
    saved = JSON.parse(localStorage.getItem('carry') ?? '{}');
  } catch {
    // a broken or forbidden storage only costs the choices
  }
  const root = document.documentElement;
  if (saved.theme === 'dark' || saved.theme === 'light') {
    root.dataset.theme = saved.theme;
  }
  root.lang = saved.lang ?? (navigator.language.startsWith('th') ? 'th' : 'en');
}
