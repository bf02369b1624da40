package com.cloudbees.hudson.plugins.folder;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import kit.Signature;

/** Of cloudbees-folder; what the real one inherits from AbstractFolder is here in its place. */
@SuppressWarnings("rawtypes")
public class Folder extends AbstractItem implements ItemGroup<TopLevelItem>, TopLevelItem {
    public Folder(ItemGroup parent, String name) {
        super(parent, name);
        throw Signature.only();
    }

    public <T extends TopLevelItem> T createProject(@NonNull Class<T> type, @NonNull String name) throws IOException {
        throw Signature.only();
    }

    @Override
    public Collection<TopLevelItem> getItems() {
        throw Signature.only();
    }

    @Override
    public TopLevelItem getItem(String name) {
        throw Signature.only();
    }

    @Override
    public Collection<? extends Job> getAllJobs() {
        throw Signature.only();
    }

    @Override
    public String getUrlChildPrefix() {
        throw Signature.only();
    }

    @Override
    public File getRootDirFor(TopLevelItem child) {
        throw Signature.only();
    }

    @Override
    public void onDeleted(TopLevelItem item) throws IOException {
        throw Signature.only();
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        throw Signature.only();
    }
}
