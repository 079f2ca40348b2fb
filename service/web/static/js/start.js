// Before the first paint, hence no module: language and colours as chosen last time, else as the browser has them.
(() => {
  const recall = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`wortlaut.${name}`) ?? "null");
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = recall("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const known = recall("language") ?? navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "de" || tag === "en");
  root.lang = known === "en" || known === "de" ? known : "en";
})();
