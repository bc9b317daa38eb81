import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import Toast from 'lightning/toast';
import { create, defaults, layout, used } from 'app/server';
import { generatedId } from 'app/ids';

/** The dialog that makes a record. Its fields and buttons are the server's. */
export default class RecordForm extends LightningModal {
    @api kind;
    isBusy = true;
    problem = '';
    values = {};
    told = { fields: [], buttons: [] };
    round = generatedId('form');

    connectedCallback() {
        this.load();
    }

    async load() {
        this.told = await layout(this.kind);
        this.isBusy = false;
        // Defaults come late, and with them the fields are made anew; what was typed stays.
        this.values = { ...(await defaults(this.kind)).values, ...this.values };
        this.round = generatedId('form');
    }

    get fields() {
        return this.told.fields.map((field) => ({
            ...field,
            key: field.type === 'lookup' ? field.name : `${this.round}-${field.name}`,
            value: this.values[field.name] ?? '',
            isText: field.type === 'text',
            isChoice: field.type === 'choice',
            isLookup: field.type === 'lookup',
        }));
    }

    get buttons() {
        return this.told.buttons.map((button) => ({ ...button, key: `${this.round}-${button.name}` }));
    }

    handleChange(event) {
        this.values = { ...this.values, [event.target.dataset.name]: event.detail.value };
    }

    handleButton(event) {
        const { name } = event.target.dataset;
        used(`${this.kind} form ${name}`);
        if (name === 'cancel') {
            this.close();
        } else {
            this.save(name === 'saveAndNew');
        }
    }

    get isComplete() {
        const inputs = [...this.template.querySelectorAll('lightning-input')];
        return inputs.map((input) => input.reportValidity()).every(Boolean);
    }

    async save(again) {
        if (!this.isComplete) {
            this.problem = 'Review the errors on this page.';
            return;
        }
        this.isBusy = true;
        const { path, message, error } = await create(this.kind, this.values);
        this.isBusy = false;
        this.problem = error ?? '';
        if (!path) {
            return;
        }
        Toast.show({ label: message, variant: 'success', mode: 'dismissible' }, this);
        if (again) {
            this.values = {};
            this.told = { fields: [], buttons: [] };
            this.load();
        } else {
            // The page behind goes on at once, as the dialog closes.
            this.dispatchEvent(new CustomEvent('saved', { detail: path }));
            this.close();
        }
    }
}
