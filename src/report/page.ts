import { createHash } from 'crypto';
import { STYLE as GRAPH_STYLE } from '../graph/style';
import { byText } from '../facts/by-text';
import type { Context, Section } from './context';
import { placeOf } from './context';
import { html, raw } from './html';
import type { Html } from './html';
import { SCRIPT } from './script';
import { grouped } from './show';
import { STYLE } from './style';

/** A whole page of its parts. It holds its style and its program, and its policy lets nothing else be loaded or run. */
export function page(title: string, { manifests, target }: Context, sections: readonly Section[]): string {
  const style = `${STYLE}${GRAPH_STYLE}\n`;
  const policy = [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const places = [...new Set(manifests.map(placeOf))].filter((one) => one !== '').sort(byText);
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="top">
            <h1>${title}</h1>
            <p class="quiet">
              Target ${target.provider} with Kubernetes ${target.kubernetesVersion}; nothing was asked of a cluster
            </p>
          </div>
          <search class="bar">
            <label for="q">Search <kbd>/</kbd></label
            ><input id="q" type="search" autocomplete="off" spellcheck="false" aria-describedby="found" />
            <label for="ns">Namespace</label
            ><select id="ns" aria-label="Namespace">
              <option value="">all</option>
              ${places.map((one) => html`<option>${one}</option>`)}
            </select>
            <span id="found" role="status" class="quiet"></span>
          </search>
        </header>
        <nav aria-label="Parts of the page">
          <ul>
            ${sections.map(entry)}
          </ul>
        </nav>
        <main id="main" tabindex="-1">${sections.map(part)}</main>
        ${raw(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `;
  return whole.text;
}

function entry({ id, title, count }: Section): Html {
  const many = count === undefined ? undefined : html` <span class="quiet">${grouped(count)}</span>`;
  return html`<li><a href="#${id}">${title}${many}</a></li>`;
}

function part({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-h">
    <h2 id="${id}-h">${title}</h2>
    ${body}
    <p class="none" hidden>Nothing here fits the search and the filters.</p>
  </section> `;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
