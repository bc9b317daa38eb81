import { LightningElement } from 'lwc';
import { session } from 'app/server';

const HOME = '/lightning/page/home';
const LIST = /^\/lightning\/o\/(\w+)\/list$/;
const RECORD = /^\/lightning\/r\/(\w+)\/(\w+)\/view$/;

const viewOf = (path) => {
    const [, listKind] = LIST.exec(path) ?? [];
    const [, recordKind, id] = RECORD.exec(path) ?? [];
    const isHome = !listKind && !recordKind;
    return { path, id, kind: listKind ?? recordKind, isHome, isList: !!listKind, isRecord: !!recordKind };
};

/** Shows one view at a time. Those that were shown before stay in the document, hidden. */
export default class Shell extends LightningElement {
    user = '';
    isLoggedOut = false;
    opened = [];
    path = '';

    connectedCallback() {
        window.addEventListener('popstate', () => this.show(window.location.pathname));
        this.start();
    }

    async start() {
        const { user } = await session();
        this.isLoggedOut = !user;
        this.user = user;
        if (user) {
            this.show(window.location.pathname);
        }
    }

    handleLoggedIn() {
        window.history.pushState(null, '', HOME);
        this.start();
    }

    handleNavigate(event) {
        window.history.pushState(null, '', event.detail);
        this.show(event.detail);
    }

    show(path) {
        this.path = path;
        if (!this.opened.includes(path)) {
            this.opened = [...this.opened, path];
        }
    }

    get views() {
        return this.opened.map((path) => ({
            ...viewOf(path),
            active: path === this.path,
            className: path === this.path ? 'view active' : 'view',
        }));
    }

    get tabs() {
        const kinds = this.opened.map((path) => LIST.exec(path)?.[1]).filter(Boolean);
        return [
            { label: 'Home', path: HOME },
            ...kinds.map((kind) => ({ label: `${kind}s`, path: `/lightning/o/${kind}/list` })),
        ].map((tab) => ({ ...tab, current: tab.path === this.path ? 'page' : null }));
    }
}
