/**
 * The page's style: light and dark as the reader's system is, without scripts. Names in tables break only where no room at all is left for
 * them (`break-word`): `anywhere` would let a column be as narrow as a letter.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fff, #14161a); --raised: light-dark(#f6f7f9, #1c1f25); --line: light-dark(#e1e5ea, #2d323b);
  --ink: light-dark(#171b21, #e8eaee); --quiet: light-dark(#626b78, #98a1ae); --link: light-dark(#1f5fbf, #7db1ff);
  --good: light-dark(#14713f, #5fd394); --good-fill: light-dark(#e2f5ea, #14341f);
  --bad: light-dark(#b4232c, #ff8d8a); --bad-fill: light-dark(#fdeaea, #43191b);
  --warn: light-dark(#8a5300, #f2b65a); --warn-fill: light-dark(#fdf2dd, #3b2a0d);
  --info-fill: light-dark(#e7effb, #1a2b45);
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 82rem; padding: 2rem 1.5rem 6rem; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, "Segoe UI", sans-serif }
h1 { font-size: 1.5rem; margin: .4rem 0 .2rem; overflow-wrap: anywhere } h2 { font-size: 1.15rem; margin: 3rem 0 .3rem; scroll-margin-top: 1rem } h3 { font-size: 1rem; margin: 1.5rem 0 .3rem }
p { margin: .3rem 0 } a { color: var(--link) } .quiet { color: var(--quiet) }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace } code { overflow-wrap: anywhere }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; margin: .4rem 0; max-height: 24rem; overflow: auto }
.verdict { display: inline-block; border-radius: 999px; padding: .15rem .9rem; font-weight: 650; letter-spacing: .04em }
.passed { color: var(--good); background: var(--good-fill) } .failed { color: var(--bad); background: var(--bad-fill) } .invalid { color: var(--warn); background: var(--warn-fill) }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1.2rem 0 0; padding: .6rem 0; border-block: 1px solid var(--line) } nav a { text-decoration: none }
.shares { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .8rem; margin: 1.4rem 0 0; padding: 0; list-style: none }
.shares li { border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; background: var(--raised) } .shares strong { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums }
.bar { height: 5px; border-radius: 3px; background: var(--line); margin-top: .35rem; overflow: hidden } .bar span { display: block; height: 100%; background: var(--good) }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; background: var(--paper) } details > :not(summary) { margin-inline: .9rem } details > :last-child { margin-bottom: .8rem }
summary { cursor: pointer; padding: .5rem .9rem; border-radius: 8px } summary:hover { background: var(--raised) } summary .right { float: right; color: var(--quiet); font-variant-numeric: tabular-nums; padding-left: 1rem }
.finding { border-left: 4px solid var(--bad) } .finding.flaky { border-left-color: var(--warn) } .finding dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin-block: .2rem .6rem } dt { color: var(--quiet) } dd { margin: 0 }
.scroll { overflow: auto; max-height: 36rem; border: 1px solid var(--line); border-radius: 8px; margin-block: .6rem }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: 13.5px } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line) } tr:last-child > * { border-bottom: 0 }
thead th { position: sticky; top: 0; background: var(--raised); font-weight: 600; z-index: 1; white-space: nowrap } tbody th { font-weight: 500; min-width: 11rem; max-width: 21rem; position: sticky; left: 0; background: var(--paper) } tbody th, tbody th code { overflow-wrap: break-word }
td.n { text-align: center; white-space: nowrap; font-variant-numeric: tabular-nums } td.s2, td.yes { background: var(--good-fill) } td.s3 { background: var(--info-fill) } td.s4 { background: var(--warn-fill) } td.s5, td.no { background: var(--bad-fill) } td.open { color: var(--quiet) } tr.shown td { background: var(--bad-fill) }
.chip { display: inline-block; border: 1px solid transparent; border-radius: 5px; padding: 0 .4rem; margin: .1rem .15rem .1rem 0; font: 12px/1.6 ui-monospace, Menlo, Consolas, monospace; background: var(--good-fill); max-width: 32rem; overflow-wrap: break-word } .chip.open { background: none; border: 1px dashed var(--line); color: var(--quiet) }
ul { margin: .3rem 0; padding-left: 1.2rem } li { overflow-wrap: anywhere }
@media (max-width: 40rem) { body { padding: 1rem .8rem 4rem } .finding dl { grid-template-columns: 1fr } }
@media print { .scroll, pre { max-height: none } }
`;
