// What the server said last, the user's choices, and the clock. One instance; components follow it.
import { millis } from './format.js';

const SILENT_MILLIS = 4000;
const RETRY_MILLIS = [500, 1000, 2000, 5000];
const TOPICS = ['opportunities', 'rejections', 'quarantine', 'views', 'premiums', 'bursts', 'analyses', 'funding', 'positions', 'feeds'];

const keyOf = {
  opportunities: (row) => row.id,
  rejections: (row) => row.id,
  quarantine: (row) => row.id,
  views: (row) => row.id,
  premiums: (row) => row.id,
  bursts: (row) => row.id,
  analyses: (row) => row.finding,
  funding: (row) => `${row.venue}:${row.symbol}`,
  feeds: (row) => `${row.venue}/${row.feed}`,
};

function load() {
  try {
    return JSON.parse(localStorage.getItem('carry') ?? '{}');
  } catch {
    return {};
  }
}

class Store {
  rows = Object.fromEntries(TOPICS.map((topic) => [topic, new Map()]));
  /** Topics that were told at least once. */
  told = new Set();
  about = null;
  /** What trades on paper: `{ account, positions }`; null until it is told. */
  paper = null;
  killedAt = null;
  /** When the server could not keep up; null: it always did. */
  missedAt = null;
  connection = 'connecting';
  filter = { asset: '', apr: '', hidden: new Set() };
  choices = load();

  #listeners = new Set();
  #frame = 0;
  #byUser = false;
  #heardAt = 0;
  #clock = { server: Date.now(), local: performance.now() };
  #attempt = 0;
  #socket = null;

  constructor() {
    setInterval(() => this.#watch(), 1000);
  }

  /** Calls back, at most once a frame, whenever something changed; with true when the user did it. */
  follow(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(byUser = false) {
    this.#byUser ||= byUser;
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        const user = this.#byUser;
        this.#frame = 0;
        this.#byUser = false;
        for (const listener of this.#listeners) {
          listener(user);
        }
      });
    }
  }

  choose(name, value) {
    this.choices = { ...this.choices, [name]: value };
    try {
      localStorage.setItem('carry', JSON.stringify(this.choices));
    } catch {
      // without storage the choice holds until the page is left
    }
    this.changed(true);
  }

  /** The server's time now, in milliseconds: its last word plus what passed since, so that
   *  ages go on growing when nothing is heard. */
  now() {
    return this.#clock.server + (performance.now() - this.#clock.local) * (this.about?.speed ?? 1);
  }

  /** Milliseconds since anything was heard from the server. */
  silence() {
    return this.#heardAt === 0 ? 0 : performance.now() - this.#heardAt;
  }

  connect() {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/api/v1/stream`);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ subscribe: TOPICS }));
    socket.onmessage = (event) => this.#message(JSON.parse(event.data));
    socket.onclose = () => this.#closed(socket);
  }

  #closed(socket) {
    if (socket !== this.#socket) {
      return;
    }
    this.#socket = null;
    this.connection = 'lost';
    this.changed();
    const wait = RETRY_MILLIS[Math.min(this.#attempt++, RETRY_MILLIS.length - 1)];
    setTimeout(() => this.connect(), wait);
  }

  #watch() {
    if (this.connection === 'live' && this.silence() > SILENT_MILLIS) {
      this.connection = 'stale';
    }
    // a socket that stays silent is given up: it may never tell that it is dead
    if (this.connection === 'stale' && this.silence() > 4 * SILENT_MILLIS) {
      this.#socket?.close();
    }
    this.changed();
  }

  #message(message) {
    this.#heardAt = performance.now();
    this.#attempt = 0;
    this.connection = 'live';
    if (message.now) {
      this.#clock = { server: Date.parse(message.now), local: performance.now() };
    }
    switch (message.topic) {
      case 'hello':
        this.about = { ...message, staleAfter: millis(message.staleAfter) };
      // falls through: both carry the state of the process
      case 'clock':
        this.killedAt = message.killedAt ?? null;
        this.missedAt = message.missedAt ?? null;
        break;
      case 'error':
        console.error('the stream refused', message);
        break;
      case 'positions':
        this.paper = message.paper;
        this.told.add('positions');
        break;
      default:
        this.#update(message);
    }
    this.changed();
  }

  #update({ topic, whole, items, removed }) {
    const rows = this.rows[topic];
    if (!rows) {
      return;
    }
    this.told.add(topic);
    if (whole) {
      rows.clear();
    }
    for (const row of items) {
      rows.set(keyOf[topic](row), row);
    }
    for (const key of removed) {
      rows.delete(key);
    }
  }

  // --- derived ------------------------------------------------------------------------------

  instrument(id) {
    return this.rows.funding.get(id);
  }

  /** All venues anything is known of, in order. */
  venues() {
    const venues = new Set();
    for (const row of this.rows.funding.values()) {
      venues.add(row.venue);
    }
    for (const row of this.rows.feeds.values()) {
      venues.add(row.venue);
    }
    return [...venues].sort();
  }

  assets() {
    return [...new Set([...this.rows.funding.values()].map((row) => row.asset))].filter(Boolean).sort();
  }

  /** Whether an asset passes the filter: any of the names given, by their beginning. */
  wantsAsset(asset) {
    const names = this.filter.asset.toUpperCase().split(/[\s,]+/).filter(Boolean);
    return names.length === 0 || names.some((name) => asset.toUpperCase().startsWith(name));
  }

  wantsVenue(venue) {
    return !this.filter.hidden.has(venue);
  }

  filtering() {
    return this.filter.asset !== '' || this.filter.apr !== '' || this.filter.hidden.size > 0;
  }

  stale(row) {
    return this.now() - Date.parse(row.heardAt) > (this.about?.staleAfter ?? 60000);
  }
}

export const store = new Store();
