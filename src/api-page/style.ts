// The style of the API page; colours follow the reader's preference and keep a contrast of at least 4.5.

export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1a1f26, #e6e9ee); --paper: light-dark(#fff, #12161c);
  --soft: light-dark(#f3f5f8, #1b212a); --line: light-dark(#d5dae1, #343d4a); --link: light-dark(#0b57a8, #8ab8f5);
  --quiet: light-dark(#55606e, #a4afbd); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 0 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; scroll-margin-top: 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { overflow-wrap: anywhere; }
small, .who, em { color: var(--quiet); }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem; overflow-x: auto;
  overflow-wrap: normal; }
.route { border: 1px solid var(--line); border-radius: .5rem; padding: 0 1.25rem 1rem; margin: 1.5rem 0; }
.method { background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; padding: .05rem .45rem; font-size: .8em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-top: 1px solid var(--line); padding: .4rem .6rem; font-weight: normal; }
thead th { font-weight: 600; }
dt { font-weight: 600; margin-top: .5rem; }
dd { margin-left: 1.5rem; }
dd > a { margin-right: .5rem; }
nav ul { list-style: none; padding: 0; }
nav h2 { margin-top: 0; }
nav li a { display: block; padding: .1rem 0; overflow-wrap: anywhere; font-size: .9rem; }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 20rem minmax(0, 1fr); column-gap: 2.5rem; }
  header { grid-column: 1 / -1; }
  nav { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1rem 0; }
}
@media print { nav, .skip { display: none; } }
`;
