package hudson.model;

import kit.Signature;

/** The remote API of an exported bean. */
public class Api extends AbstractModelObject {
    public final Object bean;

    public Api(Object bean) {
        this.bean = bean;
    }

    @Override
    public String getDisplayName() {
        return "API";
    }

    @Override
    public String getSearchUrl() {
        throw Signature.only();
    }
}
