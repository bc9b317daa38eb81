import { LightningElement, api } from 'lwc';
import { layout, list, used } from 'app/server';
import { generatedId } from 'app/ids';
import RecordForm from 'app/recordForm';

/** The list of one kind. Its buttons are made anew when the server has told them. */
export default class ListView extends LightningElement {
    @api kind;
    rows = [];
    actions = [];
    isLoading = true;
    _active = false;

    @api
    get active() {
        return this._active;
    }

    set active(active) {
        if (active && !this._active) {
            this.load();
        }
        this._active = active;
    }

    get title() {
        return `${this.kind}s`;
    }

    get count() {
        return this.rows.length;
    }

    async load() {
        this.isLoading = true;
        this.actions = actionsOf([{ name: 'new', label: 'New' }]);
        const [told, { records }] = await Promise.all([layout(this.kind), list(this.kind)]);
        this.actions = actionsOf(told.actions);
        this.rows = records;
        this.isLoading = false;
    }

    handleAction(event) {
        const { name } = event.target.dataset;
        used(`${this.kind} list ${name}`);
        if (name === 'new') {
            RecordForm.open({
                kind: this.kind,
                label: `New ${this.kind}`,
                size: 'small',
                onsaved: (saved) => this.leave(saved.detail),
            });
        }
    }

    handleRow(event) {
        event.preventDefault();
        this.leave(event.currentTarget.getAttribute('href'));
    }

    leave(path) {
        this.dispatchEvent(new CustomEvent('navigate', { detail: path }));
    }
}

const actionsOf = (told) => told.map((action) => ({ ...action, key: generatedId(action.name) }));
