import { LightningElement, api } from 'lwc';
import { record, used } from 'app/server';
import RecordForm from 'app/recordForm';

export default class RecordPage extends LightningElement {
    @api kind;
    @api recordId;
    record = null;
    isLoading = true;

    connectedCallback() {
        this.load();
    }

    async load() {
        this.record = await record(this.kind, this.recordId);
        this.isLoading = false;
    }

    handleNew(event) {
        const { name, kind } = event.target.dataset;
        used(`${this.kind} record ${name} new`);
        RecordForm.open({
            kind,
            label: `New ${kind}`,
            size: 'small',
            onsaved: ({ detail }) => this.dispatchEvent(new CustomEvent('navigate', { detail })),
        });
    }
}
