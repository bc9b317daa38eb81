import { LightningElement, api } from 'lwc';
import { list } from 'app/server';

const ITEM = { type: 'option-card', iconName: 'standard:account', iconAlternativeText: 'Account' };

/** Finds a record by what is typed, as lookups of the platform do. */
export default class Lookup extends LightningElement {
    @api label;
    @api kind;
    items = [];
    pill = null;
    text = '';
    isLoading = false;
    asked = 0;

    get placeholder() {
        return `Search ${this.kind}s...`;
    }

    handleText(event) {
        this.text = event.detail.text;
        this.search();
    }

    handleOpen() {
        this.search();
    }

    async search() {
        const number = ++this.asked;
        this.isLoading = true;
        const { records } = await list(this.kind, this.text);
        if (number === this.asked) {
            this.isLoading = false;
            this.items = records.map((one) => ({ ...ITEM, text: one.name, subText: one.owner, value: one.id }));
        }
    }

    handleSelect(event) {
        const chosen = this.items.find((item) => item.value === event.detail.value);
        this.pill = { label: chosen.text, iconName: ITEM.iconName, iconAlternativeText: 'Account', value: chosen.value };
        this.text = '';
        this.tell(chosen.value);
    }

    handleRemove() {
        this.pill = null;
        this.tell('');
    }

    tell(value) {
        this.dispatchEvent(new CustomEvent('change', { detail: { value } }));
    }
}
